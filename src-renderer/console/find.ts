/** `Find` of the menu: goes to the search field of the screen, or where a screen has none, to that of the clinics. */
import { openDialog } from '../components/open-dialog';
import { navigate } from '../router/router';

/** What the menu sends in place of a place. */
export const findRequest = 'find';

/** The focus goes to a new screen's title as it is drawn; only then may the field take it. In milliseconds. */
const afterDrawing = 100;

/** While a dialog is open, the field beneath it must not take the focus. */
export const dialogIsOpen = () => openDialog() !== null;

const field = () => document.querySelector<HTMLInputElement>('search input');

export function goToSearch(): void {
  if (dialogIsOpen()) return;
  const here = field();
  here?.select();
  if (here !== null) return;
  navigate('/clinics');
  setTimeout(() => field()?.select(), afterDrawing);
}
