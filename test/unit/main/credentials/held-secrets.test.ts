import { expect, test } from 'vitest';
import { createHeldSecrets } from '../../../../src-main/credentials/held-secrets';

test('closing forgets all, and what comes in late is not kept either', () => {
  const held = createHeldSecrets<string>(() => new Date());
  const { id } = held.hold('typed');
  held.close();
  expect(held.find(id)).toBeNull();
  expect(held.find(held.hold('late').id)).toBeNull();
});
