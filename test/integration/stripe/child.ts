/** One start of the command line that a test kills. Arguments: the folder of the profile, then the command. */
import { runCli } from '../google/cli';

const [folder = '', origin = '', ...args] = process.argv.slice(2);

runCli(folder, args, { VOXANNE_STRIPE_URL: origin }).then(
  ({ code }) => process.exit(code),
  (thrown) => {
    process.stderr.write(`${thrown instanceof Error ? thrown.stack : thrown}\n`);
    process.exit(70);
  },
);
