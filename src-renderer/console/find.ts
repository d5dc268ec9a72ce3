/** `Find` of the menu: goes to the search field of the screen, or where a screen has none, to that of the clinics. */
import { openDialog } from '../components/open-dialog';
import { navigate, useRouter } from '../router/router';

/** What the menu sends in place of a place. */
export const findRequest = 'find';

/** While a dialog is open, the field beneath it must not take the focus. */
export const dialogIsOpen = () => openDialog() !== null;

const field = () => document.querySelector<HTMLInputElement>('search input');

/** The move that led to a screen because of its search field, which was not drawn yet; null without one. */
let wantedBy: number | null = null;

export function goToSearch(): void {
  if (dialogIsOpen()) return;
  const here = field();
  here?.select();
  if (here !== null) return;
  navigate('/clinics');
  wantedBy = useRouter.getState().moves;
}

/** Called by a search field once it is drawn, however long that took: it has the focus where it was asked for. */
export function searchIsDrawn(): void {
  if (wantedBy !== useRouter.getState().moves) return;
  wantedBy = null;
  // The title of a new screen takes the focus as it is drawn; only then may the field.
  setTimeout(() => field()?.select());
}
