/** The current route. `navigate('/clinics')` goes to a screen. */
import { create } from 'zustand';
import { parseRoute, type Route } from './route';

type RouterState = {
  route: Route;
  /** Grows with every move, so that a move to the same place is seen too. */
  moves: number;
};

export const useRouter = create<RouterState>(() => ({ route: { screen: 'clinics' }, moves: 0 }));

export function navigate(to: string | Route): void {
  const route = typeof to === 'string' ? parseRoute(to) : to;
  useRouter.setState(({ moves }) => ({ route, moves: moves + 1 }));
}

/** Changes the address without navigating: the wizard does so once its clinic has an id. */
export function replaceRoute(route: Route): void {
  useRouter.setState({ route });
}
