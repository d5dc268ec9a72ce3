/** The bridge of the page under test. It has to be there before the first file of the renderer is loaded. */
import { FakeBridge } from '../../fakes/fake-bridge';

export const fake = new FakeBridge();

Object.defineProperty(window, 'voxanne', { value: fake.wire });
