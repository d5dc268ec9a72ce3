/**
 * Proxy scripts (PAC) without a browser. A script runs in an interpreter of its own (QuickJS in WebAssembly): it has no
 * access to this program, little memory and little time.
 */

import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { fileURLToPath } from 'node:url';
import { t } from '../../../src-shared/texts/translate';

/** Loading a script, and asking it, may take this long each. */
const scriptTimeoutMs = 5_000;
const maxScriptBytes = 1024 * 1024;
const maxMemoryBytes = 32 * 1024 * 1024;

/** Why a script gave no answer, as the end of a sentence. */
class ScriptTrouble extends Error {}

/** Where a script came from, without a name and password that its address may hold. */
export function shownAddress(address: string): string {
  try {
    const url = new URL(address);
    return url.protocol === 'data:' ? 'data:…' : `${url.origin === 'null' ? 'file://' : url.origin}${url.pathname}`;
  } catch {
    return t('with an unreadable address');
  }
}

/**
 * A script that can't be followed, as a sentence. As browsers do: without its script, the network is tried without a
 * proxy.
 */
export function unusableScript({ script, where }: { script: string; where: string }, thrown: unknown): string {
  const why = thrown instanceof ScriptTrouble ? thrown.message : t('could not be used');
  return t('The proxy script {script} of {where} {why}, so no proxy is used.', {
    script: shownAddress(script),
    where,
    why,
  });
}

/** @throws ScriptTrouble */
export async function loadProxyScript(address: string, timeoutMs = scriptTimeoutMs): Promise<string> {
  try {
    const url = new URL(address);
    if (url.protocol === 'file:') return await readFile(fileURLToPath(url), 'utf8');
    if (!['http:', 'https:', 'data:'].includes(url.protocol))
      throw new ScriptTrouble(t('has an address of no known kind'));
    // Fetched without a proxy, since the script is what names one. The limit includes reading the body.
    const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    if (!answer.ok) throw new ScriptTrouble(t('could not be loaded (HTTP {status})', { status: answer.status }));
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of answer.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      if (text.length > maxScriptBytes) throw new ScriptTrouble(t('is too large'));
    }
    return text;
  } catch (thrown) {
    if (thrown instanceof ScriptTrouble) throw thrown;
    const isLate = thrown instanceof Error && thrown.name === 'TimeoutError';
    throw new ScriptTrouble(isLate ? t('did not load in time') : t('could not be loaded'));
  }
}

/** The computer's first network address, without the outside server that the library would ask. */
const ownAddress = () =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';

let wasm: Promise<Buffer> | undefined;
/** In a checkout from node_modules; a package has neither module, because there the browser evaluates scripts. */
async function loadInterpreter() {
  const [{ createPacResolver }, { QuickJS }, { createRequire }] = await Promise.all([
    import('pac-resolver'),
    import('quickjs-wasi'),
    import('node:module'),
  ]);
  wasm ??= readFile(createRequire(__filename).resolve('quickjs-wasi/quickjs.wasm'));
  return { createPacResolver, QuickJS, wasm: await wasm };
}

/**
 * Asks a script for the way to an address.
 * @returns a list such as `PROXY a:8080; DIRECT`
 * @throws ScriptTrouble
 */
export async function askProxyScript(script: string, url: URL, timeoutMs = scriptTimeoutMs): Promise<string> {
  const { createPacResolver, QuickJS, wasm: bytes } = await loadInterpreter();
  const endsAt = performance.now() + timeoutMs;
  const interpreter = await QuickJS.create({
    wasm: bytes,
    memoryLimit: maxMemoryBytes,
    interruptHandler: () => performance.now() > endsAt,
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    const ask = createPacResolver(interpreter, script, {
      sandbox: {
        // The library's own prints to standard output.
        alert: () => undefined,
        myIpAddress: ownAddress,
      },
    });
    // The script sees only the host, as in browsers, not paths and queries.
    const answer = await Promise.race([
      ask(`${url.protocol}//${url.host}/`, url.hostname),
      new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new ScriptTrouble(t('did not answer in time'))), timeoutMs);
      }),
    ]);
    return String(answer);
  } catch (thrown) {
    if (thrown instanceof ScriptTrouble) throw thrown;
    throw new ScriptTrouble(
      performance.now() > endsAt ? t('did not answer in time') : t('ended with an error of its own'),
    );
  } finally {
    clearTimeout(timer);
  }
}
