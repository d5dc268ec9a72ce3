import { expect, test } from 'vitest';
import { allProviders } from '../../../../src-shared/providers';
import { fileOwners } from '../../../../src-shared/providers/file-owners';

test.each([
  ['TWILIO_ACCOUNT_SID=AC1\nTWILIO_AUTH_TOKEN=x', ['twilio']],
  ['# Stripe\nexport STRIPE_SECRET_KEY=sk_test_1', ['stripe']],
  ['$env:TWILIO_ACCOUNT_SID = "AC1"', ['twilio']],
  ['STRIPE_SECRET_KEY=x\nTWILIO_ACCOUNT_SID=AC1\nTWILIO_AUTH_TOKEN=y', ['twilio', 'stripe']],
  ['{"installed":{"client_id":"1","client_secret":"x"}}', ['google']],
  ['{\n  "web": {\n "client_id": "1"}}', ['google']],
  ['environment:\n  TWILIO_ACCOUNT_SID: AC1\n', ['twilio']],
  ['environment:\n  - STRIPE_SECRET_KEY=sk_test_1\n', ['stripe']],
  ['DATABASE_URL=postgres://x', []],
  ['I hereby send TWILIO_ACCOUNT_SID', []],
  ['', []],
])('%j is of %j', (text, owners) => expect(fileOwners(text, allProviders)).toEqual(owners));
