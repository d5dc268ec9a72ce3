/** The provider that text messages are sent through. Its test is the SMS test. */
import type { ChoiceDescriptor, MessagesDescriptor, ProviderDescriptor, TestDescriptor } from './descriptor';
import { allProviders } from './index';

export type MessageProvider = ProviderDescriptor & {
  choice: ChoiceDescriptor;
  test: TestDescriptor;
  messages: MessagesDescriptor;
};

const sendsMessages = (descriptor: ProviderDescriptor): descriptor is MessageProvider =>
  descriptor.messages !== undefined && descriptor.test !== undefined && descriptor.choice !== null;

function find(): MessageProvider {
  const found = allProviders.find(sendsMessages);
  if (!found) throw new Error('no provider sends text messages');
  return found;
}

export const messageProvider: MessageProvider = find();
