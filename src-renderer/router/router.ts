/** The current route. `navigate('/clinics')` goes to a screen; going back returns to the one before. */
import { create } from 'zustand';
import { formatRoute, parseRoute, type Route } from './route';

type RouterState = {
  route: Route /** Paths to go back to, newest last. */;
  past: string[] /** Grows with every move, so that a move to the same place is seen too. */;
  moves: number;
};

const rememberedMoves = 30;

export const useRouter = create<RouterState>(() => ({ route: { screen: 'clinics' }, past: [], moves: 0 }));

export function navigate(to: string | Route): void {
  const route = typeof to === 'string' ? parseRoute(to) : to;
  useRouter.setState(({ route: from, past, moves }) => ({
    route,
    past: formatRoute(from) === formatRoute(route) ? past : [...past, formatRoute(from)].slice(-rememberedMoves),
    moves: moves + 1,
  }));
}

/** Changes the address without navigating: the wizard does so once its clinic has an id. */
export function replaceRoute(route: Route): void {
  useRouter.setState({ route });
}

export function goBack(): void {
  useRouter.setState(({ past, moves }) => ({
    route: parseRoute(past.at(-1) ?? '/clinics'),
    past: past.slice(0, -1),
    moves: moves + 1,
  }));
}
