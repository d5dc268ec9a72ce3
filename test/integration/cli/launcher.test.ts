/** The command line as a shell starts it: which program takes which options, and output that is not read. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accountSid, authToken, from, startTinyTwilio, type TinyTwilio, to } from '../messaging/tiny-twilio';

const root = path.resolve(import.meta.dirname, '../../..');
let server: TinyTwilio;
let folder: string;
beforeEach(async () => {
  server = await startTinyTwilio();
  folder = await mkdtemp(path.join(os.tmpdir(), 'voxanne-launcher-'));
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

type Ended = { code: number | null; stdout: string; stderr: string };

/** Runs a line of the shell in the project's folder. `$CLI` is the documented way to start a command. */
function shell(line: string, env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn('bash', ['-c', line], {
      cwd: root,
      env: {
        ...process.env,
        CLI: 'npm run -s cli --',
        VOXANNE_TWILIO_URL: server.origin,
        VOXANNE_PROFILE_DIR: path.join(folder, 'profile'),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended: Ended = { code: null, stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => {
      ended.stdout += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      ended.stderr += chunk.toString();
    });
    child.on('close', (code) => resolve({ ...ended, code }));
  });
}

const envFile = async (more = '') => {
  const file = path.join(folder, 'clinic.env');
  const values = { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_PHONE_NUMBER: from };
  const lines = Object.entries({ ...values, TEST_PHONE_NUMBER: to }).map(([key, value]) => `${key}=${value}`);
  await writeFile(file, `${lines.join('\n')}\n${more}`);
  return file;
};
const posts = () => server.calls.filter(({ method }) => method === 'POST').length;

describe.skipIf(process.platform === 'win32')('options belong to the command alone', () => {
  test('a file that is missing is said by the command, as JSON, with exit code 2', async () => {
    const ran = await shell(`$CLI sms-test --json --env-file ${folder}/none.env`);
    expect(ran.code).toBe(2);
    expect(JSON.parse(ran.stdout)).toMatchObject({ error: { code: 'import.unreadable' } });
  });

  test.each(['--env-file ', '--env-file=', '--env-file-if-exists='])(
    '%s: no line of the file is run',
    async (option) => {
      const mark = path.join(folder, 'ran');
      const code = `import('node:fs').then((fs)=>fs.writeFileSync('${mark}',''))`;
      const file = await envFile(`NODE_OPTIONS=--import=data:text/javascript,${encodeURIComponent(code)}\n`);
      await shell(`$CLI sms-test --dry-run --json ${option}${file}`);
      await expect(readFile(mark)).rejects.toThrow('ENOENT');
    },
  );

  test('an option that npm took for itself is not left out in silence', async () => {
    const file = await envFile();
    const ran = await shell(`set -a; . ${file}; npm run -s cli sms-test --dry-run`);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('npm took --dry-run');
    expect(posts()).toBe(0);
  });
});

describe.skipIf(process.platform === 'win32')('output that nobody reads', () => {
  test('the reader of stderr goes away: both texts are sent, the report is whole, the exit code is true', async () => {
    const file = await envFile();
    const report = path.join(folder, 'report.json');
    const ran = await shell(
      `{ $CLI sms-test --json --delivery-timeout 5 --env-file ${file} 2>&1 1>${report}; echo $? >${folder}/code; ` +
        '} | true',
    );
    expect(ran.code).toBe(0);
    expect(posts()).toBe(2);
    expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject({ passed: 4, failed: 0 });
    expect((await readFile(path.join(folder, 'code'), 'utf8')).trim()).toBe('0');
  });

  test('the reader of stdout goes away: the run goes on, and the exit code tells of a failure', async () => {
    server.routes.account = (_call, answer) => {
      answer.statusCode = 401;
      answer.end('{"code":20003,"message":"Authenticate","status":401}');
    };
    const file = await envFile();
    await shell(`{ $CLI sms-test --env-file ${file} --dry-run; echo $? >${folder}/code; } | true`);
    expect((await readFile(path.join(folder, 'code'), 'utf8')).trim()).toBe('1');
  });

  test.skipIf(process.platform !== 'linux')(
    'standard output is full: no success, and a word on standard error',
    async () => {
      const file = await envFile();
      const ran = await shell(`$CLI sms-test --json --dry-run --env-file ${file} >/dev/full`);
      expect(ran.code).toBe(1);
      expect(ran.stderr).toContain('could not be written');
    },
  );
});

describe.skipIf(process.platform === 'win32')('a file is named from where the person stands', () => {
  test('in another folder, by a relative path', async () => {
    await envFile();
    const command = 'sms-test --only account --json --env-file ./clinic.env';
    const line = `cd ${folder} && npm run -s --prefix ${root} cli -- ${command}`;
    expect(await shell(line)).toMatchObject({ code: 0 });
  });

  test('one that is missing is named as it was given', async () => {
    const ran = await shell('$CLI sms-test --json --env-file ./no/such.env');
    expect(JSON.parse(ran.stdout).error.message).toBe('./no/such.env could not be opened.');
  });
});

describe.skipIf(process.platform === 'win32')('what a pipe holds is read like a file', () => {
  const run = 'sms-test --only account --json --env-file';

  test.each([
    ['a substituted process', (file: string) => `$CLI ${run} <(cat ${file})`],
    ['standard input by its path', (file: string) => `cat ${file} | $CLI ${run} /dev/stdin`],
    ['standard input as -', (file: string) => `cat ${file} | $CLI ${run} -`],
    ['a file as standard input', (file: string) => `$CLI ${run} - < ${file}`],
    [
      'a named pipe whose writer comes late and writes in pieces',
      (file: string) =>
        `mkfifo ${folder}/pipe; (sleep 1; (head -1 ${file}; sleep 1; tail -n +2 ${file}) > ${folder}/pipe) & ` +
        `$CLI ${run} ${folder}/pipe`,
    ],
  ])('%s', async (_what, line) => {
    const ran = await shell(line(await envFile()));
    expect([ran.code, JSON.parse(ran.stdout).passed]).toEqual([0, 1]);
  });

  test('a pipe to which nobody writes is given up by Ctrl-C', async () => {
    // The reader is signalled once it stands at the pipe: until then opening it for writing without a reader fails.
    const ran = await shell(
      `mkfifo ${folder}/pipe; node -- dist/main/cli.cjs ${run} ${folder}/pipe & reader=$!; ` +
        `until timeout 0.2 bash -c ': > ${folder}/pipe'; do sleep 0.1; done; kill -INT $reader; wait $reader`,
    );
    expect(ran.code).toBe(130);
  });
});

describe.skipIf(process.platform === 'win32')('the language is the terminal’s', () => {
  const spanish = { LC_ALL: '', LC_MESSAGES: '', LANG: 'es_MX.UTF-8' };

  test('a refusal is said in Spanish, and its code stays', async () => {
    const missing = `${folder}/none.env`;
    const ran = await shell(`$CLI sms-test --json --env-file ${missing}`, spanish);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(`Error: No se pudo abrir ${missing}.`);
    expect(ran.stderr).toContain('Código:   import.unreadable');
    expect(JSON.parse(ran.stdout)).toMatchObject({
      error: { code: 'import.unreadable', message: `No se pudo abrir ${missing}.` },
    });
  });

  test('so is the help', async () => {
    const { code, stdout } = await shell('$CLI organizations add --help', spanish);
    expect(code).toBe(0);
    expect(stdout).toContain('Uso: voxanne-console organizations add');
    expect(stdout).toContain('el nombre de la clínica');
    expect(stdout).toContain('Ejemplos:');
  });

  test('a message to a phone is not half in Spanish, which would also cost two segments', async () => {
    const { stdout } = await shell(`$CLI sms-test --dry-run --env-file ${await envFile()}`, spanish);
    expect(stdout).toContain('Voxanne test for your clinic: texting works.');
    expect(stdout).toContain('SMS de prueba: GSM-7');
  });

  test('another language gets English', async () => {
    const { stderr } = await shell(`$CLI sms-test --env-file ${folder}/none.env`, { ...spanish, LANG: 'de_DE.UTF-8' });
    expect(stderr).toContain(`Error: ${folder}/none.env could not be opened.`);
  });
});
