/**
 * The guards behind what `docs/threat-model.md` promises, a file for each of its sections.
 * `npx node test/guards/try.ts` takes them out one after another and runs the tests that then fail.
 */
import { backgroundGuards } from './background.ts';
import { computerGuards } from './computer.ts';
import { goneGuards } from './gone.ts';
import type { Guard } from './guard.ts';
import { lockGuards } from './lock.ts';
import { secretGuards } from './secrets.ts';
import { sharedVaultGuards } from './shared-vault.ts';
import { windowGuards } from './window.ts';

export const guards: readonly Guard[] = [
  ...windowGuards,
  ...secretGuards,
  ...goneGuards,
  ...computerGuards,
  ...lockGuards,
  ...backgroundGuards,
  ...sharedVaultGuards,
];
