import { navigate, useRouter } from '../../router/router';

/** Goes to the clinic's page; not when the person has gone somewhere else while something was being saved. */
export function leaveSetup(organizationId: string): void {
  const { route } = useRouter.getState();
  if (route.screen === 'setup' && route.organizationId === organizationId)
    navigate({ screen: 'clinic', organizationId });
}
