/** The fields of the resources under api.twilio.com, with their types, as the published description lists them. */
import { described } from './described';

export const account = described({
  auth_token: 'string?',
  date_created: 'rfc2822',
  date_updated: 'rfc2822',
  friendly_name: 'string',
  owner_account_sid: 'sid AC?',
  sid: 'sid AC',
  status: 'enum active suspended closed',
  subresource_uris: 'object?',
  type: 'enum Trial Full',
  uri: 'string?',
});

export const balance = described({
  account_sid: 'sid AC',
  balance: 'string',
  currency: 'string',
});

export const phoneNumber = described({
  account_sid: 'sid AC',
  address_sid: 'sid AD?',
  address_requirements: 'enum none any local foreign?',
  api_version: 'string?',
  beta: 'boolean?',
  capabilities: 'object?',
  date_created: 'rfc2822',
  date_updated: 'rfc2822',
  friendly_name: 'string',
  identity_sid: 'sid RI?',
  phone_number: 'phone',
  origin: 'string?',
  sid: 'sid PN',
  sms_application_sid: 'sid AP?',
  sms_fallback_method: 'string?',
  sms_fallback_url: 'string?',
  sms_method: 'string?',
  sms_url: 'string?',
  status_callback: 'string?',
  status_callback_method: 'string?',
  trunk_sid: 'sid TK?',
  uri: 'string?',
  voice_receive_mode: 'enum voice fax?',
  voice_application_sid: 'sid AP?',
  voice_caller_id_lookup: 'boolean?',
  voice_fallback_method: 'string?',
  voice_fallback_url: 'string?',
  voice_method: 'string?',
  voice_url: 'string?',
  emergency_status: 'enum Active Inactive?',
  emergency_address_sid: 'sid AD?',
  emergency_address_status:
    'enum registered unregistered pending-registration registration-failure pending-unregistration ' +
    'unregistration-failure?',
  bundle_sid: 'sid BU?',
  status: 'string',
  type: 'string?',
});

export const key = described({
  sid: 'sid SK',
  friendly_name: 'string',
  date_created: 'rfc2822',
  date_updated: 'rfc2822',
});

export const newKey = described({
  sid: 'sid SK',
  friendly_name: 'string',
  date_created: 'rfc2822',
  date_updated: 'rfc2822',
  secret: 'string?',
});

export const message = described({
  body: 'string?',
  num_segments: 'string?',
  direction: 'enum inbound outbound-api outbound-call outbound-reply',
  from: 'phone?',
  to: 'string?',
  date_updated: 'rfc2822',
  price: 'string?',
  error_message: 'string?',
  uri: 'string?',
  account_sid: 'sid AC',
  num_media: 'string?',
  status:
    'enum queued sending sent failed delivered undelivered receiving received accepted scheduled read ' +
    'partially_delivered canceled',
  messaging_service_sid: 'sid MG?',
  sid: 'sid SM MM',
  date_sent: 'rfc2822?',
  date_created: 'rfc2822',
  error_code: 'integer?',
  price_unit: 'string?',
  api_version: 'string?',
  subresource_uris: 'object?',
});

export const callerId = described({
  sid: 'sid PN',
  date_created: 'rfc2822',
  date_updated: 'rfc2822',
  friendly_name: 'string',
  account_sid: 'sid AC',
  phone_number: 'phone',
  uri: 'string?',
});
