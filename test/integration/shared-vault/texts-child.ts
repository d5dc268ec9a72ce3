/** A console that runs the SMS test of a clinic in a shared vault, and kills itself where a number is given. */
import net from 'node:net';
import { composeChild } from './child-console';
import { createKillPoints } from './killed-at';

const [profileDir = '', keychain = '', killAt = '0', clinic = '', to = '', origin = ''] = process.argv.slice(2);

async function main() {
  const workspace = await composeChild(profileDir, keychain, { VOXANNE_TWILIO_URL: origin });
  const { tests } = await workspace.connections();
  const points = createKillPoints(Number(killAt));
  points.watchStatements();
  points.watchLines();
  const write = net.Socket.prototype.write as (...args: unknown[]) => boolean;
  let sentAt = 0;
  Object.assign(net.Socket.prototype, {
    write(this: net.Socket, ...args: unknown[]) {
      if (String(args[0]).startsWith('POST ')) sentAt = points.count();
      return write.apply(this, args);
    },
  });
  const run = await tests.start(clinic, 'twilio', { to, only: ['test-sms'] });
  await tests.waitFor(clinic, 'twilio', run.id);
  const count = points.count();
  await workspace.close();
  process.stdout.write(`${JSON.stringify({ points: count, sentAt })}\n`);
}

void main();
