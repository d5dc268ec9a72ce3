import { type RefObject, useEffect } from 'react';

type ListBoxProps = {
  listId: string;
  /** What the list box is called. */
  label: string;
  field: RefObject<HTMLInputElement | null>;
};

/**
 * Tells a screen reader which option of a Spotlight list is selected. Spotlight marks it with an attribute of its own,
 * outside of React, so this follows the attribute. The list box is the part that scrolls: the field moves through it,
 * so that it needs no stop of its own.
 */
export function ListBox({ listId, label, field }: ListBoxProps) {
  useEffect(() => {
    const list = document.getElementById(listId);
    const box = list?.querySelector('[data-scrollarea-viewport]');
    if (!list || !box) return;
    box.id = `${listId}-box`;
    field.current?.setAttribute('aria-controls', box.id);
    const follow = () => {
      let selectedId: string | null = null;
      const options = [...list.querySelectorAll('[role="option"]')];
      if (options.length === 0) for (const name of ['role', 'aria-label']) box.removeAttribute(name);
      else
        for (const [name, value] of Object.entries({ role: 'listbox', 'aria-label': label }))
          box.setAttribute(name, value);
      for (const [index, option] of options.entries()) {
        const isSelected = option.hasAttribute('data-selected');
        option.id = `${listId}-${index}`;
        option.setAttribute('aria-selected', String(isSelected));
        if (isSelected) selectedId = option.id;
      }
      if (selectedId === null) field.current?.removeAttribute('aria-activedescendant');
      else field.current?.setAttribute('aria-activedescendant', selectedId);
    };
    const observer = new MutationObserver(follow);
    observer.observe(list, { subtree: true, childList: true, attributeFilter: ['data-selected'] });
    follow();
    return () => observer.disconnect();
  }, [listId, label, field]);
  return null;
}
