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
  expect(modeOf(metadataOf({ ...proof, mode: 'test' }))).toBe('test');
  expect(modeOf(metadataOf(proof))).toBeNull();
  expect(modeOf({})).toBeNull();
});
