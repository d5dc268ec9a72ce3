import { listOf } from '../../../src-shared/list-words';
import type { Scope } from '../../../src-shared/shared-vault/scope';
import { t } from '../../../src-shared/texts/translate';
import { useClinics } from '../../console/clinics/use-clinics';

const namesShown = 3;

/** Which clinics somebody reaches: the first names, and how many more. */
export function ClinicsOf({ clinics }: { clinics: Scope }) {
  const index = useClinics((state) => state.index);
  useClinics((state) => state.version);
  if (clinics === 'all') return t('all clinics');
  const names = clinics.slice(0, namesShown).map((id) => index.get(id)?.row.name ?? t('a removed clinic'));
  const more = clinics.length - names.length;
  if (names.length === 0) return t('no clinic');
  return (
    <span dir="auto">
      {more > 0
        ? t('{names} and {more, plural, one {# more clinic} other {# more clinics}}', { names: names.join(', '), more })
        : listOf(names)}
    </span>
  );
}
