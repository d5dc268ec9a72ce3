/** Values of a settings file that stand for one which is kept elsewhere, or which nobody has filled in yet. */
import { type Text, t, text } from '../texts/translate';

const references: readonly [RegExp, Text][] = [
  [/^op:\/\//i, text('a reference to 1Password')],
  [/^(?:encrypted:|ENC\[)/i, text('an encrypted value, which needs the key of its tool')],
  [
    /^(?:vault|awssm|aws-sm|arn:aws|ssm|secretsmanager|gcp-?sm|sm|azurekv|akv|akeyless|doppler|infisical|bws?|keyring|secretref|secret):/i,
    text('a reference to a secret store'),
  ],
  [
    // As hosts of clouds and of code write them in their own files.
    /^(?:\{\{resolve:.*\}\}|projects\/[^/]+\/secrets\/.*|@Microsoft\.KeyVault\(.*\)|\$\{\{.*\}\}|!(?:vault|secret)\b.*)$/i,
    text('a reference to a secret store'),
  ],
  [/^(?:file:|(?:\/run|\/var\/run|\/etc|\.{0,2})\/secrets\/)/i, text('the place of a file')],
  [
    /^(?:\$\{[^}]*\}|\$[A-Za-z_]\w*|%[A-Za-z_]\w*%|\$\(.*\)|`.*`|!(?:Ref|Sub|GetAtt|ImportValue)\b.*)$/,
    text('a reference to another variable'),
  ],
];

/** Templates write their samples in many ways; real identifiers and keys match none of these. */
const samples: readonly RegExp[] = [
  /^<.*>$/,
  /^\[.*\]$/,
  /^\{\{?.*\}?\}$/,
  /^_{2,}.*_{2,}$/,
  /^([%@#])\1.*\1\1$/,
  /^#\{.*\}#?$/,
  /\.{3}|…/,
  /[x*•]{6,}/i,
  /^(?:your|my|insert|enter|paste|add|put|replace|change|fill|set)(?:[_\s-].*|me.*)$/i,
  /[_\s-](?:here|goes_here|placeholder)$/i,
  /^(?:todo|tbd|fixme|none|null|undefined|n\/a|placeholder|example|sample|dummy|test|foo|bar|\?+|-+|xxx+)$/i,
  /(?:^|[_\s-])(?:your|placeholder|example|sample|dummy)[_\s-]/i,
];

/** Why a value is not the real one: `It still holds the sample text.`; null where it may be. */
export function placeholderReason(value: string): string | null {
  const written = value.trim();
  const reference = references.find(([pattern]) => pattern.test(written));
  if (reference !== undefined) return t('It holds {what}, not the value itself.', { what: t(reference[1]) });
  return samples.some((pattern) => pattern.test(written)) ? t('It still holds sample text.') : null;
}
