/** Switches to the practice profile and back. Real clinics are not touched. */
import type { AppErrorData } from '../../src-shared/errors';
import { voxanne } from '../bridge';
import { navigate } from '../router/router';
import { useClinics } from './clinics/use-clinics';
import { toast } from './toast';
import { useConsole } from './use-console';

/** Returns the error when it could not be started. */
export async function startPractice(): Promise<AppErrorData | null> {
  const answer = await voxanne.practice.start({});
  if (!answer.ok) return answer.error;
  await openedOtherProfile();
  return null;
}

export async function leavePractice(): Promise<void> {
  const answer = await voxanne.practice.stop({});
  if (answer.ok) await openedOtherProfile();
  else toast({ tone: 'bad', title: answer.error.message, message: answer.error.fix });
}

/** Begins practice anew. Returns the error when what was practised could not be deleted: practice is left then. */
export async function resetPractice(): Promise<AppErrorData | null> {
  const answer = await voxanne.practice.reset({});
  await openedOtherProfile();
  return answer.ok ? null : answer.error;
}

/** Chooses a bad network for practice mode; null for the normal one. */
export async function choosePracticeNetwork(id: string | null): Promise<void> {
  const answer = await voxanne.practice.chooseNetwork({ id });
  if (answer.ok) await useConsole.getState().load();
  else toast({ tone: 'bad', title: answer.error.message, message: answer.error.fix });
}

async function openedOtherProfile() {
  useClinics.getState().forget();
  await useConsole.getState().load();
  navigate('/clinics');
  void useClinics.getState().load();
}
