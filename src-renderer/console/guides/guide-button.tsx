import { Button } from '@mantine/core';
import { IconMap2 } from '@tabler/icons-react';
import { Suspense, useRef, useState } from 'react';
import type { ProviderDescriptor } from '../../../src-shared/providers/descriptor';
import { t } from '../../../src-shared/texts/translate';
import { later } from '../../components/later';

const GuideDialog = later(() => import('./guide-dialog').then(({ GuideDialog }) => GuideDialog));

type GuideButtonProps = { descriptor: ProviderDescriptor; methodId: string | null };

/** Opens the guide to a provider's credentials. */
export function GuideButton({ descriptor, methodId }: GuideButtonProps) {
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpened(false);
    // Once the dialog, which keeps the focus, is gone.
    requestAnimationFrame(() => button.current?.focus());
  };
  return (
    <>
      <Button
        ref={button}
        variant="subtle"
        size="compact-md"
        leftSection={<IconMap2 size="1rem" aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {t(descriptor.guideAction)}
      </Button>
      {opened && (
        <Suspense>
          <GuideDialog descriptor={descriptor} methodId={methodId} onClose={close} />
        </Suspense>
      )}
    </>
  );
}
