import { Button, type ButtonProps } from '@mantine/core';
import { IconCopy, IconFileTypePdf, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import type { HandoffReport } from '../../../src-shared/handoff/handoff-report';
import type { Result } from '../../../src-shared/result';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { BusyButton } from '../busy-button';

type Tool = 'pdf' | 'print' | 'copy';
export type HandoffTools = {
  busy: Tool | null;
  error: AppErrorData | null;
  /** What came of the last one: `Saved to …`. */
  done: string | null;
  run: (tool: Tool) => Promise<void>;
};

/** Takes the report out of the console: as a file, on paper, or as text. */
export function useHandoffTools(report: HandoffReport | null): HandoffTools {
  const [busy, setBusy] = useState<Tool | null>(null);
  const [error, setError] = useState<AppErrorData | null>(null);
  const [done, setDone] = useState<string | null>(null);
  return {
    busy,
    error,
    done,
    async run(tool) {
      if (busy !== null || report === null) return;
      setBusy(tool);
      setError(null);
      setDone(null);
      const result = await use(tool, report);
      setBusy(null);
      if (result.ok) setDone(result.value);
      else setError(result.error);
    },
  };
}

/** @returns what was done, in words; null when the person closed the dialog */
async function use(tool: Tool, report: HandoffReport): Promise<Result<string | null>> {
  const { id: organizationId } = report.clinic;
  if (tool === 'pdf') {
    const saved = await voxanne.handoff.savePdf({ organizationId });
    if (!saved.ok) return saved;
    return {
      ok: true,
      value: saved.value.savedTo === null ? null : t('Saved to {path}', { path: saved.value.savedTo }),
    };
  }
  if (tool === 'print') {
    const printed = await voxanne.handoff.print({ organizationId });
    if (!printed.ok) return printed;
    return { ok: true, value: printed.value.printed ? t('Sent to the printer') : null };
  }
  const { handoffText } = await import('../../../src-shared/handoff/handoff-text');
  const copied = await voxanne.app.copyText({ text: handoffText(report), kind: 'document' });
  return copied.ok ? { ok: true, value: t('Copied as text') } : copied;
}

/** @param primary one of them is the screen's primary button */
export function HandoffToolButtons({ tools, primary }: { tools: HandoffTools; primary: boolean }) {
  const size: ButtonProps['size'] = primary ? 'sm' : 'compact-md';
  return (
    <>
      <Button
        variant="default"
        size={size}
        leftSection={<IconCopy size="1rem" aria-hidden />}
        onClick={() => void tools.run('copy')}
      >
        {t('Copy as text')}
      </Button>
      <BusyButton
        variant="default"
        size={size}
        busyLabel={t('Printing…')}
        busy={tools.busy === 'print'}
        leftSection={<IconPrinter size="1rem" aria-hidden />}
        onClick={() => void tools.run('print')}
      >
        {t('Print')}
      </BusyButton>
      <BusyButton
        variant={primary ? 'filled' : 'default'}
        size={size}
        busyLabel={t('Saving…')}
        busy={tools.busy === 'pdf'}
        leftSection={<IconFileTypePdf size="1rem" aria-hidden />}
        onClick={() => void tools.run('pdf')}
      >
        {t('Save as PDF')}
      </BusyButton>
    </>
  );
}
