/** The wizard at one of its steps. */
import type { Page } from '@playwright/test';
import { ok } from '../../../src-shared/result';
import type { Answers } from '../page';
import * as world from '../world';
import { over, to } from './start';

export const setup = (step: string, answers: Answers = {}): Answers =>
  over({ 'organizations.get': ok(world.atStep(step)), 'credentials.list': ok({ connections: [] }), ...answers });
export const wizard = to(`/setup/${world.clinic.id}`);
export const heading = async (page: Page, name: string) => {
  await wizard(page);
  await page.getByRole('heading', { level: 2, name }).waitFor();
};
