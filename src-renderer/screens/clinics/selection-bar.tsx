import { Button, CloseButton } from '@mantine/core';
import { IconRefresh, IconTrash } from '@tabler/icons-react';
import { t } from '../../../src-shared/texts/translate';
import { formatCount } from '../../components/number-words';
import { isChecking } from '../../console/clinics/check-all';
import { useSelection } from '../../console/clinics/selection';
import { useClinics } from '../../console/clinics/use-clinics';
import { ExportButton } from './export-button';
import classes from './selection-bar.module.css';

/**
 * What can be done with the clinics that were picked. It stands under the list, so that no row moves.
 * @param hidden how many of them a search or a filter hides
 */
export function SelectionBar({ hidden, onRemove }: { hidden: number; onRemove: () => void }) {
  const ids = useSelection((state) => state.ids);
  const checking = useClinics(({ checkAll }) => isChecking(checkAll));
  return (
    <section className={classes.bar} aria-label={t('Selected clinics')}>
      <span className={classes.count} role="status">
        {hidden === 0
          ? t('{count} selected', { count: formatCount(ids.size) })
          : t('{count} selected, {hidden} not shown', {
              count: formatCount(ids.size),
              hidden: formatCount(hidden),
            })}
      </span>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconRefresh size="0.875rem" aria-hidden />}
        disabled={checking}
        onClick={() => void useClinics.getState().startCheckAll([...ids])}
      >
        {t('Check selected')}
      </Button>
      <ExportButton ids={ids} />
      <Button
        variant="default"
        size="compact-sm"
        className={classes.remove}
        leftSection={<IconTrash size="0.875rem" aria-hidden />}
        onClick={onRemove}
      >
        {t('Remove…')}
      </Button>
      <CloseButton
        className={classes.clear}
        size="sm"
        aria-label={t('Clear selection')}
        title={t('Clear selection (Esc)')}
        onClick={() => useSelection.getState().clear()}
      />
    </section>
  );
}
