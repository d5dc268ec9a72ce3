import { type ComboboxData, getOptionsLockup, getParsedComboboxData, Select, type SelectProps } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';

type SearchableSelectProps = Omit<SelectProps, 'searchable' | 'searchValue' | 'onSearchChange' | 'value'> & {
  data: ComboboxData;
  value: string | null;
  /** What is looked for, where the data follow from it; null once nothing is. */
  onTyped?: (typed: string | null) => void;
};

/**
 * A list that is searched by typing. The first click selects the words that stand there, so that typing replaces them;
 * closing the list without a choice puts them back.
 */
export function SearchableSelect({
  data,
  value,
  onTyped,
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
