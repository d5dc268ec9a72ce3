import { isOptionsGroup, type OptionsFilter } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { canonicalTimeZone } from '../../../src-shared/organizations/time-zone';
import { t } from '../../../src-shared/texts/translate';
import { SearchableSelect } from '../searchable-select';
import { shownLocale } from '../shown-locale';
import classes from './clinic-form.module.css';
import { timeZoneGroups } from './places';
import { loadCities, type ZoneWords, zoneRank, zoneWords } from './zone-search';

/** The zones that fit what was typed, the best ones first. */
function fitting<Option extends { value: unknown }>(options: readonly Option[], words: ZoneWords, typed: string) {
  const ranked = options.flatMap((option) => {
    const rank = zoneRank(words, String(option.value), typed);
    return rank === null ? [] : [{ option, rank }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ option }) => option);
}

/** The cities of all zones, once somebody looks for one. */
function useCities(wanted: boolean): ReadonlyMap<string, readonly string[]> {
  const [cities, setCities] = useState<ReadonlyMap<string, readonly string[]>>(new Map());
  useEffect(() => {
    let current = wanted;
    // Without the cities, zones are still found by their names and countries.
    if (wanted)
      loadCities().then(
        (loaded) => current && setCities(loaded),
        () => undefined,
      );
    return () => {
      current = false;
    };
  }, [wanted]);
  return cities;
}

type TimeZoneSelectProps = {
  country: string;
  countryName: string;
  value: string;
  problem: string | undefined;
  inDialog: boolean;
  onChange: (timeZone: string) => void;
};

/** A zone is found by city, country, current and older name, and by what its time is called. */
export function TimeZoneSelect({ country, countryName, value, problem, inDialog, onChange }: TimeZoneSelectProps) {
  const [opened, setOpened] = useState(false);
  const cities = useCities(opened);
  const zones = useMemo(() => timeZoneGroups(country, countryName, new Date()), [country, countryName]);
  const words = useMemo(() => {
    if (!opened) return null;
    const labels = new Map(zones.flatMap(({ items }) => items.map((item) => [item.value, item.label] as const)));
    return zoneWords(labels, shownLocale(), cities);
  }, [opened, zones, cities]);
  const filter: OptionsFilter = ({ options, search }) =>
    words === null || search.trim() === ''
      ? options
      : options.map((group) =>
          isOptionsGroup(group) ? { ...group, items: fitting(group.items, words, search) } : group,
        );

  return (
    <SearchableSelect
      name="timeZone"
      label={t('Time zone')}
      description={t('For the times in messages and reports.')}
      placeholder={t('Pick the clinic’s time zone')}
      data={zones}
      value={canonicalTimeZone(value)}
      error={problem}
      filter={filter}
      classNames={{ options: classes.options ?? '' }}
      comboboxProps={{ withinPortal: inDialog }}
      selectFirstOptionOnChange
      allowDeselect={false}
      nothingFoundMessage={t('No time zone of that name')}
      required
      withAsterisk={false}
      onDropdownOpen={() => setOpened(true)}
      onChange={(timeZone) => timeZone !== null && onChange(timeZone)}
    />
  );
}
