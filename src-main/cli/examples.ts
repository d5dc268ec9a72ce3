/** An example or two for each command, for its help. */
import { allProviders } from '../../src-shared/providers';
import { packageResources } from '../program-files';

const clinic = '--organization "Sunrise Dental"';
const ofProvider = `${clinic} --provider ${allProviders[0]?.id ?? ''}`;
const proxy = '--proxy proxy.example:8080';

const examples: Readonly<Record<string, readonly string[]>> = {
  'sms-test': [
    'sms-test --env-file .env --dry-run',
    `sms-test ${clinic} --to +14155550134`,
    'sms-test --env-file - --json < .env',
  ],
  'organizations list': ['organizations list --json'],
  'organizations add': ['organizations add "Sunrise Dental" --time-zone America/Los_Angeles'],
  'organizations remove': [`organizations remove ${clinic} --confirm "Sunrise Dental"`],
  'credentials list': [`credentials list ${clinic}`],
  'credentials add': [`credentials add ${ofProvider} --env-file .env`],
  'credentials replace': [`credentials replace ${ofProvider} --env-file .env`],
  'credentials verify': [`credentials verify ${ofProvider}`],
  'credentials revoke': [`credentials revoke ${ofProvider} --yes`],
  'credentials not-needed': [`credentials not-needed ${ofProvider}`],
  'credentials needed': [`credentials needed ${ofProvider}`],
  'credentials confirm': [
    'credentials confirm',
    `credentials confirm ${ofProvider} --yes`,
    'credentials confirm --all --yes',
  ],
  handoff: [`handoff ${clinic}`],
  check: ['check --all --json', `check ${clinic}`],
  'audit list': ['audit list --limit 20'],
  'audit verify': ['audit verify'],
  'audit key': ['audit key'],
  'audit export': ['audit export --output trail.jsonl'],
  'recovery export': ['recovery export --output clinics.voxkit'],
  'recovery restore': ['recovery restore --input clinics.voxkit'],
  'recovery rescue': ['recovery rescue', 'recovery rescue --save readable.txt --restore'],
  'recovery kept': ['recovery kept', 'recovery kept --all --yes'],
  'vault status': ['vault status'],
  'vault provision': ['vault provision --database-url-file administrator.url --ca-file authority.pem'],
  'vault invite': ['vault invite Ben --out ben.invitation'],
  'vault join': ['vault join --invitation ben.invitation'],
  'vault admit': ['vault admit Ben --words "one two three four five six"'],
  'vault members': ['vault members'],
  'vault migrate': ['vault migrate --database-url-file administrator.url --ca-file authority.pem'],
  'vault scope': ['vault scope Ben --clinics "Sunrise Dental,Moonlight"', 'vault scope Ben --all'],
  'vault authority': [
    'vault authority --ca-file new-authority.pem',
    'vault authority --ca-file new-authority.pem --only',
  ],
  'vault invite-again': ['vault invite-again Ben --out ben.invitation'],
  'vault renew-keys': ['vault renew-keys', 'vault renew-keys --organizations "Sunrise Dental"'],
  'vault remove': ['vault remove Ben --yes'],
  'vault move': ['vault move --organization "Sunrise Dental"', 'vault move --forget-local'],
  'machines add': [
    'machines add Receptionist --public-key-file receptionist.public.json --words "one two three four five six" ' +
      '--organizations "Sunrise Dental" --out vault.json',
  ],
  'machines list': ['machines list --json'],
  'machines scope': ['machines scope Receptionist --organizations "Sunrise Dental,Moonlight"'],
  'machines renew-keys': [
    'machines renew-keys Receptionist --public-key-file receptionist.public.json ' +
      '--words "one two three four five six"',
  ],
  'machines remove': ['machines remove Receptionist --yes'],
  'network status': ['network status'],
  'network sign-in': [`network sign-in ${proxy} --user anne`],
  'network sign-out': [`network sign-out ${proxy}`],
  'network trust': ['network trust --certificates public'],
  'practice reset': ['practice reset'],
  lock: ['lock'],
  doctor: ['doctor', 'doctor --json'],
  'updates status': ['updates status'],
  'updates check': ['updates check --feed https://updates.example/console'],
  'updates install': ['updates install --version-to-install 1.2.0'],
  'support bundle': ['support bundle --output support.txt'],
  completion: ['completion bash > ~/.local/share/bash-completion/completions/voxanne-console'],
};

/** What every provider's own commands have in common. */
const ofProviderCommands: Readonly<Record<string, readonly string[]>> = {
  connect: [`connect ${clinic} --client-file client.json --open`],
  explain: ['explain redirect_uri_mismatch'],
  test: [`test ${clinic} --json`],
  disconnect: [`disconnect ${clinic}`],
};

/** How this program is called at a terminal. */
export const programName = packageResources === null ? 'npm run -s cli --' : 'voxanne-console --cli';

/** @param path of the command: `organizations add`. @returns its examples without the program's name */
export function examplesOf(path: string): readonly string[] {
  const [group = '', command = ''] = path.split(' ');
  const isProvider = allProviders.some((provider) => provider.command?.name === group);
  return isProvider
    ? (ofProviderCommands[command] ?? []).map((example) => `${group} ${example}`)
    : (examples[path] ?? []);
}
