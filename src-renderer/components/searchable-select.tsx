import { type ComboboxData, getOptionsLockup, getParsedComboboxData, Select, type SelectProps } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';

type SearchableSelectProps = Omit<SelectProps, 'searchable' | 'searchValue' | 'onSearchChange' | 'value'> & {
  data: ComboboxData;
  value: string | null;
};

/**
 * A list that is searched by typing. The first click selects the words that stand there, so that typing replaces them;
 * closing the list
 * without a choice puts them back.
 */
export function SearchableSelect({ data, value, onFocus, onClick, onDropdownClose, ...select }: SearchableSelectProps) {
  const options = useMemo(() => getOptionsLockup(getParsedComboboxData(data)), [data]);
  const label = value === null ? '' : (options[value]?.label ?? '');
  const [typed, setTyped] = useState<string | null>(null);
  const entered = useRef(false);
  return (
    <Select
      {...select}
      data={data}
      value={value}
      searchable
      searchValue={typed ?? label}
      onSearchChange={setTyped}
      // The list itself scrolls. A scroll area around it would be another element for screen readers.
      withScrollArea={false}
      // A scrolling list can be reached with Tab, and would close when the field loses the focus to it.
      attributes={{ options: { tabIndex: -1 } }}
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
        setTyped(null);
        onDropdownClose?.();
      }}
    />
  );
}
