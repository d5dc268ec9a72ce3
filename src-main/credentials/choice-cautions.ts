/** What a person should know before they pick: that another clinic has this number, that a calendar's zone differs. */
import type { Choice, Notice } from '../../src-shared/credentials/connection';
import { listOf } from '../../src-shared/list-words';
import type { Provider } from '../providers/provider';
import type { CredentialRecord, Storage } from '../storage/repositories';

/** How many clinics are named; of the others the number. */
const named = 3;

const whose = (names: readonly string[]) => {
  const others = names.length - named;
  return listOf([...names.slice(0, named), ...(others > 0 ? [`${others} other${others === 1 ? '' : 's'}`] : [])]);
};

export function createChoiceCautions(storage: Storage) {
  /** Names of the other clinics with each choice of an account. A number belongs to one account alone. */
  async function usersOf(provider: Provider, accountKey: string, organizationId: string) {
    const users = new Map<string, string[]>();
    if (provider.descriptor.choice?.kind !== 'phone' || accountKey === '') return users;
    for (const { id, name, choice } of await storage.organizations.sharingAccount(provider.id, accountKey))
      if (id !== organizationId && choice !== null) users.set(choice, [...(users.get(choice) ?? []), name]);
    return users;
  }

  return {
    /** The choice, with what to think of beside each option. */
    async with<Given extends Choice | null>(
      provider: Provider,
      accountKey: string,
      organizationId: string,
      choice: Given,
    ): Promise<Given> {
      const organization = await storage.organizations.get(organizationId);
      if (choice === null || organization === null) return choice;
      const users = await usersOf(provider, accountKey, organizationId);
      const options = choice.options.map((option) => {
        const names = users.get(option.id);
        const cautions = [
          ...(names === undefined ? [] : [`${whose(names)} ${names.length === 1 ? 'uses' : 'use'} it already.`]),
          ...(provider.cautions?.(option, organization) ?? []),
        ];
        return cautions.length === 0 ? option : { ...option, cautions };
      });
      return { ...choice, options };
    },

    /** For the card of a connection: other clinics have the same number. */
    async shared(provider: Provider, record: CredentialRecord, organizationId: string): Promise<Notice[]> {
      if (record.status === 'revoked' || record.choice === null) return [];
      const names = (await usersOf(provider, record.accountKey, organizationId)).get(record.choice);
      if (names === undefined) return [];
      const { one } = provider.descriptor.choice?.word ?? { one: 'choice' };
      return [
        {
          tone: 'warning',
          title:
            names.length === 1 ? `Another clinic has this ${one}` : `${names.length} other clinics have this ${one}`,
          text:
            `${whose(names)} ${names.length === 1 ? 'sends' : 'send'} from it too: patients can’t tell the clinics ` +
            `apart, and answers come in at one place. If that is not meant, give each clinic a ${one} of its own.`,
        },
      ];
    },
  };
}
