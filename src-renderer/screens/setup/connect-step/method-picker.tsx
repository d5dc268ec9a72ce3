import { type KeyboardEvent, useRef } from 'react';
import type { MethodDescriptor } from '../../../../src-shared/providers/descriptor';
import { t } from '../../../../src-shared/texts/translate';
import { HeldButton } from '../../../theme/held-button';
import classes from './connect.module.css';

type MethodPickerProps = {
  label: string;
  methods: readonly MethodDescriptor[];
  picked: string;
  disabled: boolean;
  onPick: (methodId: string) => void;
};

const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/**
 * One of a few ways to sign in. Radio buttons drawn as a switch; made of buttons, because a method and one of its
 * fields can have the same name ("Auth token"), and then only the field may be a labelled control.
 */
export function MethodPicker({ label, methods, picked, disabled, onPick }: MethodPickerProps) {
  const group = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const by = steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const index = (methods.findIndex((method) => method.id === picked) + by + methods.length) % methods.length;
    const next = methods[index];
    if (next === undefined) return;
    onPick(next.id);
    group.current?.querySelectorAll('button')[index]?.focus();
  };
  return (
    <div ref={group} role="radiogroup" aria-label={label} className={classes.methods} onKeyDown={move}>
      {methods.map((method) => (
        <HeldButton
          key={method.id}
          role="radio"
          aria-checked={method.id === picked}
          tabIndex={method.id === picked ? 0 : -1}
          disabled={disabled}
          className={classes.method}
          onClick={() => onPick(method.id)}
        >
          {t(method.label)}
        </HeldButton>
      ))}
    </div>
  );
}
