/** What a person would write by hand: the same calls with the twilio package, one after the other, and nothing else. */
const twilio = require('twilio');

class Redirected extends twilio.RequestClient {
  request(options) {
    return super.request({
      ...options,
      uri: options.uri.replace('https://api.twilio.com', process.env.VOXANNE_TWILIO_URL),
    });
  }
}

async function main() {
  const {
    TWILIO_ACCOUNT_SID: sid,
    TWILIO_AUTH_TOKEN: token,
    TWILIO_PHONE_NUMBER: from,
    TEST_PHONE_NUMBER: to,
  } = process.env;
  const client = twilio(sid, token, { httpClient: new Redirected() });
  await client.api.v2010.accounts(sid).fetch();
  await client.incomingPhoneNumbers.list({ phoneNumber: from, limit: 1 });
  for (const body of ['Test', 'Hot lead 🔥']) {
    const message = await client.messages.create({ from, to, body });
    if (!message.sid) throw new Error('no sid');
  }
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
