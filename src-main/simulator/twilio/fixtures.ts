/** The practice accounts: one for each state of a Twilio account. Their names say that they are for practice. */
import { type AccountSpec, buildAccount, type NumberSpec } from './account-builder';
import type { Account } from './model';

const areaCodes = ['206', '303', '312', '404', '503', '612', '702'] as const;

/** Numbers enough to need a second page of 50, with every kind among them. All are in blocks reserved for fiction. */
function manyNumbers(): NumberSpec[] {
  const special: NumberSpec[] = [
    { phoneNumber: '+12125550123', friendlyName: 'Front desk' },
    {
      phoneNumber: '+12125550124',
      friendlyName: 'Reception after hours, forwarded to the answering service',
      mms: false,
    },
    { phoneNumber: '+12125550125', friendlyName: 'Fax line (calls only)', sms: false, registration: 'not-applicable' },
    { phoneNumber: '+18335550100', friendlyName: 'Toll-free', kind: 'toll free', registration: 'registered' },
    { phoneNumber: '+442079460123', friendlyName: 'London office', country: 'GB', mms: false },
    { phoneNumber: '+12125550126', friendlyName: 'Old campaign, not registered', registration: 'unregistered' },
  ];
  const rooms = areaCodes.flatMap((area) =>
    Array.from({ length: 8 }, (_, room): NumberSpec => {
      const line = `+1${area}55501${String(room + 10)}`;
      return {
        phoneNumber: line,
        friendlyName: `Treatment room ${areaCodes.indexOf(area) * 8 + room + 1}`,
        sms: room !== 7,
        registration: room === 7 ? 'not-applicable' : 'registered',
      };
    }),
  );
  return [...special, ...rooms];
}

const one = (phoneNumber: string, more: Partial<NumberSpec> = {}): NumberSpec[] => [
  { phoneNumber, friendlyName: 'Front desk', ...more },
];

const everything = ['phone-numbers', 'messages:create', 'messages:read', 'caller-ids', 'balance', 'messaging'] as const;
const approved = { status: 'VERIFIED', brandStatus: 'APPROVED' } as const;

/**
 * Account numbers, by what they show. Never renumber one: practice profiles store its credentials. 16 to 22 were used
 * by earlier versions.
 */
export const practiceAccount = {
  sunrise: 1,
  trial: 2,
  suspended: 3,
  closed: 4,
  testCredentials: 5,
  unregistered: 6,
  pending: 7,
  registering: 8,
  rejected: 9,
  tollfreePending: 10,
  tollfreeRejected: 11,
  noNumbers: 12,
  callsOnly: 13,
  endless: 14,
  rateLimited: 15,
  brandRejected: 23,
  inTrouble: 24,
  /** In no list: credentials that name it are answered with 20404. */
  unknown: 99,
} as const;

const specs: readonly AccountSpec[] = [
  {
    index: practiceAccount.sunrise,
    friendlyName: 'Practice · Sunrise Dental',
    numbers: manyNumbers(),
    campaign: approved,
    tollfree: { status: 'TWILIO_APPROVED', rejectionReason: null },
    keys: [
      { friendlyName: 'Practice console key', kind: 'standard', permissions: everything },
      {
        friendlyName: 'Practice key without phone numbers',
        kind: 'restricted',
        permissions: ['messages:create', 'messages:read'],
      },
      {
        friendlyName: 'Practice key that cannot send',
        kind: 'restricted',
        permissions: ['phone-numbers', 'messages:read'],
      },
      { friendlyName: 'Practice main key', kind: 'main', permissions: everything },
      {
        friendlyName: 'Practice key without registrations',
        kind: 'restricted',
        permissions: everything.filter((permission) => permission !== 'messaging'),
      },
    ],
  },
  {
    index: practiceAccount.trial,
    friendlyName: 'Practice · Maple Street Clinic (trial)',
    type: 'Trial',
    balance: '14.20',
    numbers: [
      ...one('+14045550150'),
      { phoneNumber: '+14045550151', friendlyName: 'Second line, not the assigned sender' },
    ],
    callerIds: [
      { phoneNumber: '+14155550190', friendlyName: 'Manager’s mobile', verified: true },
      { phoneNumber: '+14155550191', friendlyName: 'Reception mobile', verified: true },
      { phoneNumber: '+14155550192', friendlyName: 'Verification not finished', verified: false },
    ],
  },
  {
    index: practiceAccount.suspended,
    friendlyName: 'Practice · Old Mill Physio (suspended)',
    status: 'suspended',
    balance: '-3.12',
    numbers: one('+13035550150'),
  },
  {
    index: practiceAccount.closed,
    friendlyName: 'Practice · Bayview Optics (closed)',
    status: 'closed',
    balance: '0.00',
    numbers: [],
  },
  { index: practiceAccount.testCredentials, friendlyName: 'Practice · test credentials', testOnly: true, numbers: [] },
  {
    index: practiceAccount.unregistered,
    friendlyName: 'Practice · Lakeside Pediatrics',
    numbers: one('+13125550150', { registration: 'unregistered' }),
  },
  {
    index: practiceAccount.pending,
    friendlyName: 'Practice · Hillcrest Cardiology',
    numbers: one('+15035550150', { registration: 'unregistered' }),
    campaign: { status: 'IN_PROGRESS', brandStatus: 'APPROVED' },
  },
  {
    index: practiceAccount.registering,
    friendlyName: 'Practice · Northgate Dermatology',
    numbers: one('+12065550150', { registration: 'registering' }),
    campaign: approved,
  },
  {
    index: practiceAccount.rejected,
    friendlyName: 'Practice · Elm Park Orthodontics',
    numbers: one('+16125550150', { registration: 'unregistered' }),
    campaign: {
      status: 'FAILED',
      brandStatus: 'APPROVED',
      reason: 'The description of how patients agree to get messages could not be checked.',
    },
  },
  {
    index: practiceAccount.tollfreePending,
    friendlyName: 'Practice · Riverbend Imaging',
    numbers: one('+18885550150', { kind: 'toll free', registration: 'unregistered' }),
    tollfree: { status: 'IN_REVIEW', rejectionReason: null },
  },
  {
    index: practiceAccount.tollfreeRejected,
    friendlyName: 'Practice · Oak Grove Hearing',
    numbers: one('+18665550150', { kind: 'toll free', registration: 'unregistered' }),
    tollfree: { status: 'TWILIO_REJECTED', rejectionReason: 'The business website could not be reached.' },
  },
  {
    index: practiceAccount.brandRejected,
    friendlyName: 'Practice · Willow Lane Dental',
    numbers: one('+16025550150', { registration: 'unregistered' }),
    campaign: {
      status: 'FAILED',
      brandStatus: 'FAILED',
      reason: 'The business behind this campaign was not approved.',
    },
  },
  { index: practiceAccount.noNumbers, friendlyName: 'Practice · Brand New Clinic', numbers: [] },
  {
    index: practiceAccount.callsOnly,
    friendlyName: 'Practice · Calls Only Clinic',
    numbers: one('+17025550150', { sms: false, registration: 'not-applicable' }),
  },
  {
    index: practiceAccount.endless,
    friendlyName: 'Practice · Endless List',
    numbers: one('+17025550151'),
    endlessNumbers: true,
  },
  {
    index: practiceAccount.rateLimited,
    friendlyName: 'Practice · Busy Account',
    numbers: one('+17025550152'),
    fault: { kind: 'status', status: 429, code: 20429, message: 'Too Many Requests', retryAfterSeconds: 1 },
  },
  {
    index: practiceAccount.inTrouble,
    friendlyName: 'Practice · Trouble at Twilio',
    numbers: [],
    fault: { kind: 'status', status: 500, code: 20500, message: 'An internal server error has occurred' },
  },
];

/** A fresh copy of every practice account. */
export const practiceAccounts = (): Account[] => specs.map(buildAccount);

/** Account `n` of a large practice world: one registered number, nothing special. */
export const bulkAccount = (n: number): Account =>
  buildAccount({
    index: 0x10000 + n,
    friendlyName: `Practice · Clinic ${String(n + 1).padStart(5, '0')}`,
    // Beyond the fiction block on purpose: it has 100 numbers an area code, and ten thousand clinics need one each.
    // Area code 999 does not exist.
    numbers: one(`+1999${String(2_000_000 + n).slice(-7)}`),
    campaign: approved,
  });
