import { expect } from 'vitest';
import type { Locator } from 'vitest/browser';

/** Fails if any element of the page moves while `act` runs, even by a pixel. */
export async function staysInPlace(what: Locator, act: () => Promise<void>): Promise<void> {
  const placeOf = () => {
    const { left, top } = what.element().getBoundingClientRect();
    return { left, top };
  };
  await expect.element(what).toBeVisible();
  const before = placeOf();
  await act();
  expect(placeOf()).toEqual(before);
}
