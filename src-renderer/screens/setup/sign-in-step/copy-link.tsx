import { Button, type ButtonProps } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { t } from '../../../../src-shared/texts/translate';
import { voxanne } from '../../../bridge';
import classes from './sign-in.module.css';

/** Copies the sign-in link, and says so for a moment. */
export function CopyLink({ link, ...look }: { link: string } & Pick<ButtonProps, 'variant' | 'size'>) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 3000);
    return () => clearTimeout(timer);
  }, [copied]);
  const Sign = copied ? IconCheck : IconCopy;
  return (
    <>
      <Button
        {...look}
        leftSection={<Sign size="1rem" aria-hidden />}
        onClick={async () => setCopied((await voxanne.app.copyText({ text: link, kind: 'value' })).ok)}
      >
        {t('Copy sign-in link')}
      </Button>
      <span role="status" className={classes.copied}>
        {copied ? t('Copied') : ''}
      </span>
    </>
  );
}
