/**
 * A clinic's network on loopback: the providers' own host names, answered over TLS with a certificate of a company that
 * inspects, and the simulators behind it. Nothing of it is reached but through a proxy, or where a network of the
 * test's own has the providers' addresses; and nothing leaves this computer.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { createForwarder, give, readAll } from '../../../src-main/simulator/forwarder';
import { startGoogleSimulator } from '../../../src-main/simulator/google';
import { makeCertificate } from '../../../src-main/simulator/network/certificates';
import { startStripeSimulator } from '../../../src-main/simulator/stripe';
import { startTwilioSimulator } from '../../../src-main/simulator/twilio';
import { allProviders } from '../../../src-shared/providers';
import { type ListenAt, listen } from '../providers/http/client';

export const company = 'Sunrise web filter';
const day = 24 * 3_600_000;

export type ClinicNetwork = Awaited<ReturnType<typeof startClinicNetwork>>;

/** @param at where the providers are answered; a port of the system's choice on loopback where left out */
export async function startClinicNetwork(at?: ListenAt) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'voxanne-clinic-network-'));
  const valid = { notBefore: Date.now() - day, notAfter: Date.now() + day };
  const issuer = makeCertificate({ commonName: company, ...valid });
  const leafOf = (names: string[]) => makeCertificate({ commonName: 'leaf', names, ...valid, issuer });
  const [twilio, google, stripe] = await Promise.all([
    startTwilioSimulator({ clockSpeed: 50 }),
    startGoogleSimulator(),
    startStripeSimulator(),
  ]);
  const forwarders = {
    twilio: createForwarder(twilio.origin),
    google: createForwarder(google.origin),
    stripe: createForwarder(stripe.origin),
  };
  const behind = (host: string) => {
    if (host.endsWith('twilio.com')) return forwarders.twilio;
    return host.endsWith('stripe.com') ? forwarders.stripe : forwarders.google;
  };
  const names = [...allProviders.flatMap(({ network }) => [...network.hosts]), 'api.third.example'];
  const { key, cert } = leafOf(names);
  const asked: string[] = [];
  const server = createServer({ key, cert }, async (request, response) => {
    const host = request.headers.host ?? '';
    asked.push(`${request.method} ${host}`);
    if (host === 'api.third.example') {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"third":true}');
      return;
    }
    give(response, await behind(host).forward(request, await readAll(request)));
  });
  server.on('tlsClientError', () => undefined);
  const port = await listen(server, at);
  const companyFile = path.join(folder, 'company.pem');
  await writeFile(companyFile, issuer.cert);
  return {
    folder,
    names,
    /** Where every host of a provider is answered. */
    port,
    twilio,
    asked,
    companyFile,
    leafOf,
    async close() {
      server.closeAllConnections();
      for (const forwarder of Object.values(forwarders)) forwarder.close();
      await Promise.all([twilio.close(), google.close(), stripe.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
