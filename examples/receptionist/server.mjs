// A small receptionist: takes a hot lead, texts the clinic's manager from the clinic's own number, and books the
// appointment in the clinic's own calendar.
//
//   POST /leads  {"clinicId", "manager", "name", "phone", "startsAt", "minutes"}
//
// It reads where it works from the environment: VOXANNE_DATABASE_URL, VOXANNE_KEY_FILE, VOXANNE_CACHE_FILE, PORT.
import { createServer } from 'node:http';
import { openReceptionist, ReceptionistError } from '@voxanne/receptionist';

const receptionist = await openReceptionist({
  databaseUrl: process.env.VOXANNE_DATABASE_URL ?? '',
  keyFile: process.env.VOXANNE_KEY_FILE ?? 'receptionist.key',
  cacheFile: process.env.VOXANNE_CACHE_FILE ?? 'receptionist.cache',
});

const say = (event) => process.stdout.write(`${JSON.stringify(event)}\n`);
receptionist.on('changed', (change) => say({ event: 'changed', ...change }));
receptionist.on('revoked', (change) => say({ event: 'revoked', ...change }));
receptionist.on('stale', ({ ageMs, cause }) => say({ event: 'stale', ageMs, code: cause.code }));

async function takeLead({ clinicId, manager, name, phone, startsAt, minutes = 30 }) {
  // Both first: a lead is not half taken where one of them is missing.
  const [{ client, from }, { calendar, calendarId }] = await Promise.all([
    receptionist.twilio(clinicId),
    receptionist.calendar(clinicId),
  ]);
  const start = new Date(startsAt);
  const end = new Date(start.getTime() + minutes * 60_000);
  const { data: event } = await calendar.events.insert({
    calendarId,
    requestBody: {
      summary: `Appointment: ${name}`,
      description: `Telephone ${phone}`,
      start: { dateTime: start.toISOString() },
      end: { dateTime: end.toISOString() },
    },
  });
  const message = await client.messages.create({ from, to: manager, body: `Hot lead: ${name}, ${phone}. Booked.` });
  return { message: message.sid, event: event.id };
}

async function body(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text);
}

const server = createServer(async (request, response) => {
  const answer = (status, value) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(value));
  };
  try {
    if (request.method !== 'POST' || request.url !== '/leads') return answer(404, {});
    answer(201, await takeLead(await body(request)));
  } catch (thrown) {
    // What a provider says may hold anything; what the package says is safe to show.
    if (thrown instanceof ReceptionistError) answer(409, thrown.data);
    else answer(502, { code: 'provider', message: 'The provider refused it, or did not answer.' });
  }
});

server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () =>
  say({ event: 'listening', port: server.address().port, held: receptionist.held() }),
);
/** Leads that were taken are finished first: after close() nothing is handed out any more. */
const stop = () => server.close(() => void receptionist.close());
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
