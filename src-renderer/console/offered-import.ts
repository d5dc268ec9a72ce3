/**
 * A file that was dropped on a clinic: read by the main process, and offered to the form of the provider whose
 * credentials it holds, wherever that form is opened next.
 */
import { create } from 'zustand';
import type { ImportedFile } from '../../src-shared/credentials/connection';
import { eitherOf } from '../../src-shared/list-words';
import type { ProviderId } from '../../src-shared/primitives';
import { allProviders, providerDescriptors } from '../../src-shared/providers';
import { fileOwners } from '../../src-shared/providers/file-owners';
import { t } from '../../src-shared/texts/translate';
import { voxanne } from '../bridge';
import { toast } from './toast';

type Offer = { organizationId: string; provider: ProviderId; imported: ImportedFile };

const useOffers = create<{ offer: Offer | null }>(() => ({ offer: null }));

/** Whose credentials the file holds. Null where it holds nothing of use, which is said. */
export function ownerOfFile(fileName: string, text: string): ProviderId | null {
  const [provider] = fileOwners(text, allProviders);
  if (provider !== undefined) return provider;
  toast({
    tone: 'warning',
    title: t('{fileName} holds no credentials that are known here', { fileName }),
    message: t('It was left as it is. Drop a file with those of {companies}.', {
      companies: eitherOf(allProviders.map(({ company }) => company)),
    }),
  });
  return null;
}

/** A file on a screen that is no clinic's: says where it belongs, and keeps nothing of it. */
export function sayWhereFileBelongs(fileName: string, text: string): void {
  const provider = ownerOfFile(fileName, text);
  if (provider === null) return;
  toast({
    tone: 'info',
    title: t('{fileName} holds credentials of {company}', { fileName, company: providerDescriptors[provider].company }),
    message: t('Credentials belong to one clinic. Open that clinic or set up a new one, then drop the file there.'),
  });
}

/** Reads it, and says where it goes on. Null where it holds nothing of use, which is said. */
export async function offerFile(organizationId: string, fileName: string, text: string): Promise<ProviderId | null> {
  const provider = ownerOfFile(fileName, text);
  if (provider === null) return null;
  const answer = await voxanne.credentials.importText({ organizationId, provider, fileName, text });
  if (!answer.ok) {
    toast({ tone: 'bad', title: answer.error.message, message: answer.error.fix });
    return null;
  }
  useOffers.setState({ offer: { organizationId, provider, imported: answer.value.imported } });
  return provider;
}

/** What is offered to this form now; null for nothing. */
export const useOffer = (organizationId: string, provider: ProviderId): ImportedFile | null =>
  useOffers(({ offer }) =>
    offer !== null && offer.organizationId === organizationId && offer.provider === provider ? offer.imported : null,
  );

export const offerTaken = (): void => useOffers.setState({ offer: null });
