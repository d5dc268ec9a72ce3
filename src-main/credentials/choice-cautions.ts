/** What a person should know before they pick: that another clinic has this number, that a calendar's zone differs. */

import type { Choice, Notice } from '../../src-shared/credentials/connection';
import { listOf } from '../../src-shared/list-words';
import { t } from '../../src-shared/texts/translate';
import type { Provider } from '../providers/provider';
import type { CredentialRecord, Storage } from '../storage/repositories';

/** How many clinics are named; of the others the number. */
const named = 3;

const whose = (names: readonly string[]) => {
  const others = names.length - named;
  return listOf([
    ...names.slice(0, named),
    ...(others > 0 ? [t('{count, plural, one {# other} other {# others}}', { count: others })] : []),
  ]);
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
          ...(names === undefined
            ? []
            : [
                t('{count, plural, one {{clinics} uses} other {{clinics} use}} it already.', {
                  count: names.length,
                  clinics: whose(names),
                }),
              ]),
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
      const { choice } = provider.descriptor;
      const what = choice === null ? t('choice') : t(choice.word.one);
      return [
        {
          tone: 'warning',
          title: t('{count, plural, =1 {Another clinic has} other {# other clinics have}} this {what}', {
            count: names.length,
            what,
          }),
          text: t(
            '{count, plural, one {{clinics} sends} other {{clinics} send}} from it too: patients can’t tell the clinics apart, and answers come in at one place. If that is not meant, give each clinic a {what} of its own.',
            { count: names.length, clinics: whose(names), what },
          ),
        },
      ];
    },
  };
}
