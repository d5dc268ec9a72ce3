/** The provider that text messages are sent through: the one whose test sends some. */
import type { ProviderDescriptor, TestDescriptor } from './descriptor';
import { providerDescriptors } from './index';

export type MessageProvider = ProviderDescriptor & { test: TestDescriptor };

const sendsMessages = (descriptor: ProviderDescriptor): descriptor is MessageProvider =>
  descriptor.test?.steps.some(({ sends }) => sends === 'message') === true;

function find(): MessageProvider {
  const found = Object.values<ProviderDescriptor>(providerDescriptors).find(sendsMessages);
  if (!found) throw new Error('no provider sends text messages');
  return found;
}

export const messageProvider: MessageProvider = find();
