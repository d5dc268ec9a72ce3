import { expect, it } from 'vitest';
import { metadataOf, modeOf } from '../../../../src-main/credentials/connection-view';
import type { ProviderProof } from '../../../../src-main/providers/provider';

const proof: ProviderProof = {
  headline: '',
  metadata: {},
  facts: [],
  notices: [],
  choice: null,
  rungs: [],
  problem: null,
};

it('the mode of an account is kept with its proof, and of one without modes there is none', () => {
  expect(modeOf(metadataOf({ ...proof, mode: 'test' }, null, new Date(0)))).toBe('test');
  expect(modeOf(metadataOf(proof, null, new Date(0)))).toBeNull();
  expect(modeOf({})).toBeNull();
});
