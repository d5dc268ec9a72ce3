/** A number in a campaign of any status, without a server. */
import { lookUpRegistration } from '../../../src-main/providers/twilio/registration';

export const campaignOf = async (status: string | null) =>
  (
    await lookUpRegistration(
      {
        listServices: async () => ({ items: ['MG1'], incompleteReason: null }),
        listServiceNumbers: async (_service, wanted) => ({
          items: [{ sid: 'PN1', e164: wanted, addedAt: 0 }],
          incompleteReason: null,
        }),
        listCampaigns: async () => ({ items: [{ status, brandSid: null, reasons: [] }], incompleteReason: null }),
        fetchBrand: () => Promise.reject(new Error('not asked for')),
        listTollfreeVerifications: async () => ({ items: [], incompleteReason: null }),
      },
      {
        number: '+12125550123',
        numberSid: Promise.resolve('PN1'),
        isTrial: Promise.resolve(false),
        isKey: false,
        now: Date.now(),
        signal: new AbortController().signal,
      },
    )
  ).rung;
