import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowsExchange, IconDots, IconExternalLink, IconMap2 } from '@tabler/icons-react';
import { Suspense, useRef, useState } from 'react';
import type { ProviderDescriptor } from '../../../src-shared/providers/descriptor';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { later } from '../../components/later';
import { toast } from '../../console/toast';

const GuideDialog = later(() => import('../../console/guides/guide-dialog').then(({ GuideDialog }) => GuideDialog));

type CardMenuProps = {
  descriptor: ProviderDescriptor;
  /** `Change number`. */
  change: string;
  onChange: () => void;
};

/** What is seldom done with a connection. */
export function CardMenu({ descriptor, change, onChange }: CardMenuProps) {
  const { name, choice, guideAction, company, helpUrls } = descriptor;
  const [guided, setGuided] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const icon = { size: '1rem', 'aria-hidden': true } as const;
  /** The dialog that opens gives the focus back to where it was: the entry that was pressed is gone by then. */
  const openFrom = (open: () => void) => () => {
    trigger.current?.focus();
    open();
  };
  const openConsole = async () => {
    const answer = await voxanne.app.openHelp({ url: helpUrls.console });
    if (!answer.ok) toast({ tone: 'bad', title: answer.error.message, message: answer.error.fix });
  };
  return (
    <>
      <Menu position="bottom-end" withinPortal returnFocus>
        <Menu.Target>
          <ActionIcon ref={trigger} variant="subtle" color="gray" aria-label={t('Actions for {name}', { name })}>
            <IconDots {...icon} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {choice !== null && (
            <Menu.Item leftSection={<IconArrowsExchange {...icon} />} onClick={openFrom(onChange)}>
              {change}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconMap2 {...icon} />} onClick={openFrom(() => setGuided(true))}>
            {t(guideAction)}
          </Menu.Item>
          <Menu.Item leftSection={<IconExternalLink {...icon} />} onClick={() => void openConsole()}>
            {t('Open {company}', { company })}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {guided && (
        <Suspense>
          <GuideDialog
            descriptor={descriptor}
            methodId={null}
            onClose={() => {
              setGuided(false);
              // Once the dialog, which keeps the focus, is gone.
              requestAnimationFrame(() => trigger.current?.focus());
            }}
          />
        </Suspense>
      )}
    </>
  );
}
