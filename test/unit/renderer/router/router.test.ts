import { beforeEach, expect, it } from 'vitest';
import { goBack, navigate, replaceRoute, useRouter } from '../../../../src-renderer/router/router';

beforeEach(() => useRouter.setState({ route: { screen: 'clinics' }, past: [], moves: 0 }));

it('goes back to where it came from, and to the clinics when it came from nowhere', () => {
  navigate('/activity');
  navigate('/settings');
  goBack();
  expect(useRouter.getState().route).toEqual({ screen: 'activity' });
  goBack();
  goBack();
  expect(useRouter.getState().route).toEqual({ screen: 'clinics' });
});

it('does not remember a move to the same place, but tells of it', () => {
  navigate('/clinics');
  expect(useRouter.getState()).toMatchObject({ past: [], moves: 1 });
});

it('forgets the oldest places instead of growing for ever', () => {
  for (let move = 0; move < 100; move += 1) navigate(move % 2 === 0 ? '/activity' : '/settings');
  expect(useRouter.getState().past).toHaveLength(30);
});

it('puts the id of a new clinic into the address without a move', () => {
  navigate('/setup');
  replaceRoute({ screen: 'setup', organizationId: 'new' });
  expect(useRouter.getState()).toMatchObject({ route: { screen: 'setup', organizationId: 'new' }, moves: 1 });
});
