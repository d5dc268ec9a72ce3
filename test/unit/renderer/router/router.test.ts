import { beforeEach, expect, it } from 'vitest';
import { navigate, replaceRoute, useRouter } from '../../../../src-renderer/router/router';

beforeEach(() => useRouter.setState({ route: { screen: 'clinics' }, moves: 0 }));

it('tells of a move to the same place', () => {
  navigate('/clinics');
  expect(useRouter.getState()).toMatchObject({ route: { screen: 'clinics' }, moves: 1 });
});

it('puts the id of a new clinic into the address without a move', () => {
  navigate('/setup');
  replaceRoute({ screen: 'setup', organizationId: 'new' });
  expect(useRouter.getState()).toMatchObject({ route: { screen: 'setup', organizationId: 'new' }, moves: 1 });
});
