import { t } from '../../../src-shared/texts/translate';
import { useClinics } from '../../console/clinics/use-clinics';
import { SearchField } from '../../console/search-field';

/** The list's search field; the arrow key goes on to the first clinic that was found. */
export function ClinicSearch() {
  const search = useClinics((state) => state.query.search);
  return (
    <SearchField
      label={t('Search clinics')}
      value={search}
      onChange={useClinics.getState().search}
      onLeave={() => document.querySelector<HTMLElement>('[data-clinic-row][tabindex="0"]')?.focus()}
    />
  );
}
