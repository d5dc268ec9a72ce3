/** What exists in the simulated Twilio: accounts and everything in them. Times are milliseconds since 1970. */
import type { Fault } from './faults';

type Capabilities = { voice: boolean; sms: boolean; mms: boolean; fax: boolean };

/** `registering`: its campaign is approved, the phone companies have not heard of the number yet. */
export type NumberRegistration = 'registered' | 'unregistered' | 'registering' | 'not-applicable';

export type OwnedNumber = {
  sid: string;
  phoneNumber: string;
  friendlyName: string;
  kind: 'local' | 'toll free' | 'mobile';
  country: string;
  capabilities: Capabilities;
  registration: NumberRegistration;
  createdAt: number;
  /** When it was added to its messaging service. */
  attachedAt: number;
};

export type CallerId = { sid: string; phoneNumber: string; friendlyName: string; verified: boolean; createdAt: number };

/** What a restricted key may be allowed. Standard keys may do all of it. */
export type Permission = 'phone-numbers' | 'messages:create' | 'messages:read' | 'caller-ids' | 'balance' | 'messaging';

export type ApiKey = {
  sid: string;
  secret: string;
  friendlyName: string;
  kind: 'main' | 'standard' | 'restricted';
  /** Only read for restricted keys. */
  permissions: readonly Permission[];
  createdAt: number;
};

type RegistrationError = { error_code: number; description: string; fields: string[]; url: string };
export type Campaign = {
  sid: string;
  brandSid: string;
  status: 'PENDING' | 'IN_PROGRESS' | 'VERIFIED' | 'FAILED';
  errors: RegistrationError[];
};
export type MessagingService = {
  sid: string;
  friendlyName: string;
  numberSids: string[];
  campaign: Campaign | null;
  createdAt: number;
};
export type Brand = {
  sid: string;
  status: 'PENDING' | 'APPROVED' | 'FAILED';
  identityStatus: 'VERIFIED' | 'UNVERIFIED';
  failureReason: string | null;
};
export type TollfreeVerification = {
  sid: string;
  numberSid: string;
  phoneNumber: string;
  businessName: string;
  status: 'PENDING_REVIEW' | 'IN_REVIEW' | 'TWILIO_APPROVED' | 'TWILIO_REJECTED';
  rejectionReason: string | null;
  createdAt: number;
};

export type MessageStatus = 'queued' | 'sending' | 'sent' | 'delivered' | 'undelivered' | 'failed';
/** A status and when it begins, in milliseconds of the message's own time after it was accepted. */
export type Stage = { status: MessageStatus; atMs: number };

export type Message = {
  sid: string;
  accountSid: string;
  to: string;
  from: string;
  body: string;
  segments: number;
  messagingServiceSid: string | null;
  acceptedAt: number;
  stages: readonly Stage[];
  errorCode: number | null;
  /** Accepted with test credentials: Twilio pretends, and keeps nothing. */
  pretended: boolean;
};

export type Account = {
  sid: string;
  friendlyName: string;
  status: 'active' | 'suspended' | 'closed';
  type: 'Trial' | 'Full';
  authToken: string;
  secondaryAuthToken: string | null;
  balance: string;
  currency: string;
  createdAt: number;
  /** True for the pair that Twilio calls test credentials. */
  testOnly: boolean;
  /** A list of numbers that never ends: every page names a next one. */
  endlessNumbers: boolean;
  /** Something that goes wrong with every request of this account. */
  fault: Fault | null;
  numbers: OwnedNumber[];
  callerIds: CallerId[];
  keys: Map<string, ApiKey>;
  services: MessagingService[];
  brands: Brand[];
  tollfree: TollfreeVerification[];
  messages: Message[];
};
