/** A line to a server that can say nothing any more without ending, as one behind a router that forgot it. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export async function startSwallowingProxy(server: { host: string; port: number }) {
  const sockets = new Set<Socket>();
  const [listening, deaf] = [new Set<Socket>(), new Set<Socket>()];
  let isSilent = false;
  const proxy = createServer((near) => {
    const far = connect(server.port, server.host);
    for (const one of [near, far]) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => [near, far].map((each) => each.destroy()));
    }
    near.on('data', (chunk: Buffer) => {
      if (chunk.includes('LISTEN ')) listening.add(near);
      far.write(chunk);
    });
    far.on('data', (chunk) => void (isSilent || deaf.has(near) ? undefined : near.write(chunk)));
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    port: (proxy.address() as AddressInfo).port,
    /** Whether what the server says is lost, from here on. */
    swallow(wanted: boolean): void {
      isSilent = wanted;
    },
    /** Connections that listen by now hear nothing any more; all others go on. */
    deafen(): void {
      for (const one of listening) deaf.add(one);
    },
    async close(): Promise<void> {
      for (const one of sockets) one.destroy();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}
