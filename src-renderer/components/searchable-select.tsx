import {
  type ComboboxData,
  type ComboboxItem,
  getOptionsLockup,
  getParsedComboboxData,
  isOptionsGroup,
  type OptionsFilter,
  Select,
  type SelectProps,
} from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { folded } from '../../src-shared/folded';

type SearchableSelectProps = Omit<SelectProps, 'searchable' | 'searchValue' | 'onSearchChange' | 'value'> & {
  data: ComboboxData;
  value: string | null;
  /** What is looked for, where the data follow from it; null once nothing is. */
  onTyped?: (typed: string | null) => void;
  /** The names by which an option is found; its label without it. */
  namesOf?: (option: ComboboxItem) => readonly string[];
};

const ownName = ({ label }: ComboboxItem) => [label];

/** How near a name is to what was typed: the whole of it, its start, the start of a word, within; null if it is not. */
function nearness(name: string, asked: string): number | null {
  const words = folded(name);
  const at = words.indexOf(asked);
  if (at === -1) return null;
  if (at === 0) return words.length === asked.length ? 0 : 1;
  return words.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(asked)) ? 2 : 3;
}

/** The options with a name that holds what was typed, however it is accented; the nearest first. */
const byName =
  (namesOf: (option: ComboboxItem) => readonly string[]): OptionsFilter =>
  ({ options, search }) => {
    const asked = folded(search).trim();
    if (asked === '') return options;
    const found = (items: readonly ComboboxItem[]) =>
      items
        .flatMap((item) => {
          const near = namesOf(item).flatMap((name) => nearness(name, asked) ?? []);
          return near.length === 0 ? [] : [{ item, place: Math.min(...near) }];
        })
        .sort((a, b) => a.place - b.place)
        .map(({ item }) => item);
    const groups = options.flatMap((option) =>
      isOptionsGroup(option) ? { ...option, items: found(option.items) } : [],
    );
    return [...groups, ...found(options.flatMap((option) => (isOptionsGroup(option) ? [] : option)))];
  };

/**
 * A list that is searched by typing. The first click selects the words that stand there, so that typing replaces them;
 * closing the list without a choice puts them back.
 */
export function SearchableSelect({
  data,
  value,
  onTyped,
  namesOf = ownName,
  onFocus,
  onClick,
  onDropdownClose,
  ...select
}: SearchableSelectProps) {
  const options = useMemo(() => getOptionsLockup(getParsedComboboxData(data)), [data]);
  const label = value === null ? '' : (options[value]?.label ?? '');
  const [typed, setTyped] = useState<string | null>(null);
  const entered = useRef(false);
  const type = (words: string | null) => {
    setTyped(words);
    // The words of the choice itself are not looked for.
    onTyped?.(words === label ? null : words);
  };
  return (
    <Select
      filter={byName(namesOf)}
      {...select}
      data={data}
      value={value}
      searchable
      searchValue={typed ?? label}
      onSearchChange={type}
      // The list itself scrolls. A scroll area around it would be another element for screen readers.
      withScrollArea={false}
      // Names read in their own direction. A scrolling list can be reached with Tab, and would close when the field
      // loses the focus to it.
      attributes={{ input: { dir: 'auto' }, options: { tabIndex: -1 }, option: { dir: 'auto' } }}
      onFocus={(event) => {
        entered.current = true;
        onFocus?.(event);
      }}
      onClick={(event) => {
        if (entered.current) event.currentTarget.select();
        entered.current = false;
        onClick?.(event);
      }}
      onDropdownClose={() => {
        type(null);
        onDropdownClose?.();
      }}
    />
  );
}
