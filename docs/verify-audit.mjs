// node verify-audit.mjs EXPORT PUBLIC_KEY: whether that console signed this file, to its last byte.
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [file, expected] = process.argv.slice(2);
const text = readFileSync(file);
const end = text.lastIndexOf('\n', text.length - 2) + 1;
const { publicKey, signature } = JSON.parse(text.subarray(end)).signed;
const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
const isGood = publicKey === expected && verify(null, text.subarray(0, end), key, Buffer.from(signature, 'base64'));
process.stdout.write(isGood ? 'Signed by this console, and not changed since.\n' : 'NOT as this console signed it.\n');
process.exit(isGood ? 0 : 1);
