import { IconUsers } from '@tabler/icons-react';
import { listOf } from '../../src-shared/list-words';
import { providerDescriptors } from '../../src-shared/providers';
import { t } from '../../src-shared/texts/translate';
import type { Present } from '../../src-shared/vault/members';
import classes from './present-notice.module.css';

const wordsOf = ({ name, doing }: Present): string =>
  doing === 'viewing'
    ? t('{name} has this clinic open.', { name })
    : t('{name} is replacing the {provider} credentials.', { name, provider: providerDescriptors[doing].name });

/** Who else is at the clinic. Those who only look share one sentence. */
export function PresentNotice({ others }: { others: readonly Present[] }) {
  const looking = others.filter(({ doing }) => doing === 'viewing');
  const working = others.filter(({ doing }) => doing !== 'viewing');
  const sentences = [
    ...working.map(wordsOf),
    ...(looking.length > 1
      ? [t('{names} have this clinic open.', { names: listOf(looking.map(({ name }) => name)) })]
      : looking.map(wordsOf)),
  ];
  return (
    <div role="status" className={classes.place}>
      {sentences.length > 0 && (
        <p className={classes.present} data-busy={working.length > 0 || undefined}>
          <IconUsers size="1rem" aria-hidden />
          <span dir="auto">{sentences.join(' ')}</span>
        </p>
      )}
    </div>
  );
}
