import { type RefObject, useEffect } from 'react';

type ListBoxProps = { listId: string; field: RefObject<HTMLInputElement | null> };

/**
 * Tells a screen reader which option of a Spotlight list is selected. Spotlight marks it with an attribute of its own,
 * outside of React, so this follows the attribute.
 */
export function ListBox({ listId, field }: ListBoxProps) {
  useEffect(() => {
    const list = document.getElementById(listId);
    if (list === null) return;
    const follow = () => {
      let selectedId: string | null = null;
      for (const [index, option] of [...list.querySelectorAll('[role="option"]')].entries()) {
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
  }, [listId, field]);
  return null;
}
