import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Notice as NoticeData } from '../../src-shared/credentials/connection';
import { t } from '../../src-shared/texts/translate';
import { voxanne } from '../bridge';
import classes from './notice.module.css';
import { type Tone, ToneIcon } from './status-badge';

type NoticeBoxProps = {
  tone: Exclude<Tone, 'busy'>;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  role?: 'alert' | 'status';
};

/** A tinted box: sign, title, words, buttons. */
export function NoticeBox({ tone, title, children, actions, role }: NoticeBoxProps) {
  return (
    <div className={classes.notice} data-tone={tone} role={role}>
      <ToneIcon tone={tone} size="1.25rem" />
      <div className={classes.body}>
        <p className={classes.title}>{title}</p>
        {children !== undefined && <div className={classes.text}>{children}</div>}
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </div>
    </div>
  );
}

/** A notice from a provider, with a link to its page. */
export function Notice({ notice }: { notice: NoticeData }) {
  return (
    <NoticeBox
      tone={notice.tone}
      title={notice.title}
      {...(notice.helpUrl === undefined ? {} : { actions: <HelpButton url={notice.helpUrl} /> })}
    >
      {notice.text}
    </NoticeBox>
  );
}

/** Opens a provider's page in the system browser. */
export function HelpButton({ url, label = t('Open help page') }: { url: string; label?: string }) {
  return (
    <Button
      variant="default"
      size="compact-sm"
      rightSection={<IconExternalLink size="0.875rem" aria-hidden />}
      title={url}
      onClick={() => void voxanne.app.openHelp({ url })}
    >
      {label}
    </Button>
  );
}
