import { Menu } from '@mantine/core';
import {
  IconArrowRight,
  IconCopy,
  IconFileDescription,
  IconPhone,
  IconRefresh,
  IconSquareCheck,
  IconTrash,
} from '@tabler/icons-react';
import type { ClinicSummary } from '../../../src-shared/readiness/summarize';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { exactTime } from '../../components/time-words';
import { isChecking } from '../../console/clinics/check-all';
import { useSelection } from '../../console/clinics/selection';
import { useClinics } from '../../console/clinics/use-clinics';
import { toast } from '../../console/toast';
import { navigate } from '../../router/router';
import classes from './selection-bar.module.css';

/** In the window: at a pointer, or at the end of a button. */
export type MenuPlace = { x: number; y: number; side: 'start' | 'end' };

type RowMenuProps = {
  clinic: ClinicSummary;
  /** Where it opens, in the window. */
  at: MenuPlace;
  onOpen: (clinic: ClinicSummary) => void;
  onRemove: (clinic: ClinicSummary) => void;
  onClose: () => void;
};

async function copy(text: string, said: string): Promise<void> {
  const answer = await voxanne.app.copyText({ text, kind: 'value' });
  if (answer.ok) toast({ tone: 'good', title: said });
  else toast({ tone: 'bad', title: answer.error.message, message: answer.error.fix });
}

const phoneOf = ({ connections }: ClinicSummary) =>
  connections.find(({ resource }) => /^\+\d+$/.test(resource ?? ''))?.resource ?? null;

/** What can be done with one clinic of the list. */
export function RowMenu({ clinic, at, onOpen, onRemove, onClose }: RowMenuProps) {
  const checking = useClinics(({ checkAll }) => isChecking(checkAll));
  const isPicked = useSelection(({ ids }) => ids.has(clinic.id));
  const phone = phoneOf(clinic);
  const icon = { size: '1rem', 'aria-hidden': true } as const;
  return (
    <Menu
      opened
      onClose={onClose}
      position={`bottom-${at.side}`}
      width={270}
      shadow="md"
      transitionProps={{ duration: 0 }}
      returnFocus={false}
    >
      <Menu.Target>
        <span style={{ position: 'fixed', left: at.x, top: at.y, width: 1, height: 1 }} aria-hidden />
      </Menu.Target>
      <Menu.Dropdown aria-label={t('Actions for {name}', { name: clinic.name })}>
        {/* Whoever has no pointer to hover with opens the menu by its key. */}
        <Menu.Label>
          {clinic.checkedAt === null
            ? t('Not checked yet')
            : t('Checked {time}', { time: exactTime(Date.parse(clinic.checkedAt)) })}
        </Menu.Label>
        <Menu.Item leftSection={<IconArrowRight {...icon} />} onClick={() => onOpen(clinic)}>
          {t('Open')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconRefresh {...icon} />}
          disabled={checking || clinic.connections.length === 0}
          onClick={() => void useClinics.getState().startCheckAll([clinic.id])}
        >
          {t('Check now')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileDescription {...icon} />}
          onClick={() => navigate({ screen: 'handoff', organizationId: clinic.id })}
        >
          {t('Handoff report')}
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy {...icon} />} onClick={() => void copy(clinic.name, t('Name copied'))}>
          {t('Copy name')}
        </Menu.Item>
        {phone !== null && (
          <Menu.Item leftSection={<IconPhone {...icon} />} onClick={() => void copy(phone, t('Phone number copied'))}>
            {t('Copy phone number')}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconSquareCheck {...icon} />}
          onClick={() => useSelection.getState().toggle(clinic.id)}
        >
          {isPicked ? t('Deselect') : t('Select')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item className={classes.remove} leftSection={<IconTrash {...icon} />} onClick={() => onRemove(clinic)}>
          {t('Remove clinic…')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
