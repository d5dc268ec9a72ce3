/** `messaging.twilio.com`: services, their numbers and campaigns, brands, and toll-free verifications. Read only. */

import { fixtureDay } from '../account-builder';
import { iso8601, metaPage } from '../formats';
import type { Account, Brand, Campaign, MessagingService, OwnedNumber, TollfreeVerification } from '../model';
import { notFound } from '../refusal';
import type { Call, Route } from '../route';
import { fixtureBusiness } from './business';

const host = 'messaging.twilio.com';
const at = (path: string) => `https://${host}${path}`;
const day = iso8601(fixtureDay);

const showService = (account: Account) => (service: MessagingService) => {
  const url = at(`/v1/Services/${service.sid}`);
  return {
    account_sid: account.sid,
    area_code_geomatch: true,
    date_created: iso8601(service.createdAt),
    date_updated: iso8601(service.createdAt),
    fallback_method: 'POST',
    fallback_to_long_code: false,
    fallback_url: null,
    friendly_name: service.friendlyName,
    inbound_method: 'POST',
    inbound_request_url: null,
    links: {
      alpha_senders: `${url}/AlphaSenders`,
      channel_senders: `${url}/ChannelSenders`,
      destination_alpha_senders: `${url}/DestinationAlphaSenders`,
      messages: `${url}/Messages`,
      phone_numbers: `${url}/PhoneNumbers`,
      short_codes: `${url}/ShortCodes`,
      us_app_to_person: `${url}/Compliance/Usa2p`,
      us_app_to_person_usecases: `${url}/Compliance/Usa2p/Usecases`,
    },
    mms_converter: true,
    scan_message_content: 'inherit',
    sid: service.sid,
    smart_encoding: false,
    status_callback: null,
    sticky_sender: true,
    synchronous_validation: false,
    url,
    us_app_to_person_registered: service.campaign?.status === 'VERIFIED',
    use_inbound_webhook_on_number: false,
    usecase: 'notifications',
    validity_period: 36000,
  };
};

const showNumber = (account: Account, service: MessagingService) => (number: OwnedNumber) => ({
  account_sid: account.sid,
  capabilities: [
    number.capabilities.voice ? 'Voice' : '',
    number.capabilities.sms ? 'SMS' : '',
    number.capabilities.mms ? 'MMS' : '',
  ].filter((one) => one !== ''),
  country_code: number.country,
  date_created: iso8601(number.attachedAt),
  date_updated: iso8601(number.attachedAt),
  phone_number: number.phoneNumber,
  service_sid: service.sid,
  sid: number.sid,
  url: at(`/v1/Services/${service.sid}/PhoneNumbers/${number.sid}`),
});

const showCampaign = (account: Account, service: MessagingService) => (campaign: Campaign) => ({
  account_sid: account.sid,
  age_gated: false,
  brand_registration_sid: campaign.brandSid,
  campaign_id: campaign.status === 'VERIFIED' ? 'CPRACTC' : null,
  campaign_status: campaign.status,
  date_created: day,
  date_updated: day,
  description: 'Practice: reminders and answers to patients who asked for them.',
  direct_lending: false,
  errors: campaign.errors,
  has_embedded_links: false,
  has_embedded_phone: true,
  help_keywords: ['HELP'],
  help_message: 'Practice clinic: call the front desk for help. Reply STOP to opt out.',
  is_externally_registered: false,
  message_flow: 'Practice: patients tick a box on the registration form.',
  message_samples: [
    'Practice: your visit is tomorrow at 9:30.',
    'Practice: we missed your call. When may we call back?',
  ],
  messaging_service_sid: service.sid,
  mock: false,
  opt_in_keywords: ['START'],
  opt_in_message: 'Practice clinic: you will get messages about your visits. Reply STOP to opt out.',
  opt_out_keywords: ['STOP'],
  opt_out_message: 'Practice clinic: you will get no more messages.',
  rate_limits:
    campaign.status === 'VERIFIED' ? { att: { mps: 4, msg_class: 'E' }, tmobile: { brand_tier: 'LOW' } } : null,
  sid: campaign.sid,
  subscriber_opt_in: true,
  url: at(`/v1/Services/${service.sid}/Compliance/Usa2p/${campaign.sid}`),
  us_app_to_person_usecase: 'LOW_VOLUME',
});

const showBrand = (account: Account) => (brand: Brand) => {
  const url = at(`/v1/a2p/BrandRegistrations/${brand.sid}`);
  return {
    a2p_profile_bundle_sid: brand.sid.replace('BN', 'BU'),
    account_sid: account.sid,
    brand_feedback: null,
    brand_score: null,
    brand_type: 'STANDARD',
    customer_profile_bundle_sid: brand.sid.replace('BN', 'BU'),
    date_created: day,
    date_updated: day,
    errors:
      brand.failureReason === null
        ? []
        : [{ code: 30795, title: 'Brand not verified', detail: brand.failureReason, fields: [] }],
    failure_reason: brand.failureReason,
    government_entity: false,
    identity_status: brand.identityStatus,
    links: { brand_registration_otps: `${url}/SmsOtp`, brand_vettings: `${url}/Vettings` },
    mock: false,
    russell_3000: false,
    sid: brand.sid,
    skip_automatic_sec_vet: true,
    status: brand.status,
    tax_exempt_status: null,
    tcr_id: brand.status === 'APPROVED' ? 'BPRACTC' : null,
    url,
  };
};

/** How long a refused verification may be corrected, in milliseconds. */
const correctionMs = 6 * 24 * 3_600_000;

const showTollfree = (account: Account) => (verification: TollfreeVerification) => ({
  ...fixtureBusiness,
  account_sid: account.sid,
  business_name: verification.businessName,
  date_created: iso8601(verification.createdAt),
  date_updated: iso8601(verification.createdAt),
  edit_allowed: verification.status === 'TWILIO_REJECTED' ? true : null,
  edit_expiration: verification.status === 'TWILIO_REJECTED' ? iso8601(Date.now() + correctionMs) : null,
  error_code: verification.status === 'TWILIO_REJECTED' ? 30513 : null,
  rejection_reason: verification.rejectionReason,
  rejection_reasons:
    verification.rejectionReason === null ? null : [{ reason: verification.rejectionReason, code: 30513 }],
  sid: verification.sid,
  status: verification.status,
  tollfree_phone_number: verification.phoneNumber,
  tollfree_phone_number_sid: verification.numberSid,
  url: at(`/v1/Tollfree/Verifications/${verification.sid}`),
});

function service({ account, params, path }: Call): MessagingService {
  const found = account.services.find((candidate) => candidate.sid === params.ServiceSid);
  if (found === undefined) throw notFound(path);
  return found;
}

export const registrationRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/Services',
    permission: 'messaging',
    handle: ({ account, query, path }) => ({
      status: 200,
      body: metaPage(host, { query, path, rows: account.services, key: 'services', show: showService(account) }),
    }),
  },
  {
    method: 'GET',
    path: '/v1/Services/{ServiceSid}',
    permission: 'messaging',
    handle: (call) => ({ status: 200, body: showService(call.account)(service(call)) }),
  },
  {
    method: 'GET',
    path: '/v1/Services/{ServiceSid}/PhoneNumbers',
    permission: 'messaging',
    handle: (call) => {
      const { account, query, path } = call;
      const owner = service(call);
      const rows = account.numbers.filter((number) => owner.numberSids.includes(number.sid));
      return {
        status: 200,
        body: metaPage(host, { query, path, rows, key: 'phone_numbers', show: showNumber(account, owner) }),
      };
    },
  },
  {
    method: 'GET',
    path: '/v1/Services/{ServiceSid}/Compliance/Usa2p',
    permission: 'messaging',
    handle: (call) => {
      const { account, query, path } = call;
      const owner = service(call);
      const rows = owner.campaign === null ? [] : [owner.campaign];
      return {
        status: 200,
        body: metaPage(host, { query, path, rows, key: 'compliance', show: showCampaign(account, owner) }),
      };
    },
  },
  {
    method: 'GET',
    path: '/v1/a2p/BrandRegistrations',
    permission: 'messaging',
    handle: ({ account, query, path }) => ({
      status: 200,
      body: metaPage(host, { query, path, rows: account.brands, key: 'data', show: showBrand(account) }),
    }),
  },
  {
    method: 'GET',
    path: '/v1/a2p/BrandRegistrations/{Sid}',
    permission: 'messaging',
    handle: ({ account, params, path }) => {
      const brand = account.brands.find((candidate) => candidate.sid === params.Sid);
      if (brand === undefined) throw notFound(path);
      return { status: 200, body: showBrand(account)(brand) };
    },
  },
  {
    method: 'GET',
    path: '/v1/Tollfree/Verifications',
    permission: 'messaging',
    handle: ({ account, query, path }) => {
      const number = query.get('TollfreePhoneNumberSid');
      const status = query.get('Status');
      const rows = account.tollfree.filter(
        (one) => (number === null || one.numberSid === number) && (status === null || one.status === status),
      );
      return {
        status: 200,
        body: metaPage(host, { query, path, rows, key: 'verifications', show: showTollfree(account) }),
      };
    },
  },
];
