import { Button, Modal, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { ProviderDescriptor } from '../../../src-shared/providers/descriptor';
import { providerGuides } from '../../../src-shared/providers/guides';
import { t } from '../../../src-shared/texts/translate';
import { DialogFooter } from '../../components/dialog-footer';
import { HelpButton } from '../../components/notice';
import classes from './guides.module.css';
import { SketchDrawing } from './sketch-drawing';

type GuideDialogProps = {
  descriptor: ProviderDescriptor;
  /** The way to sign in that was picked; null where none was. */
  methodId: string | null;
  onClose: () => void;
};

/** How to get a provider's credentials, step by step. It needs no network; its links open in the browser. */
export function GuideDialog({ descriptor, methodId, onClose }: GuideDialogProps) {
  const guides = providerGuides[descriptor.id];
  const [picked, setPicked] = useState(
    (guides.find(({ methods }) => methodId !== null && methods.includes(methodId)) ?? guides[0])?.id,
  );
  const guide = guides.find(({ id }) => id === picked);
  if (guide === undefined) return null;
  const labelOf = (id: string) => {
    const made = descriptor.methods.find((method) => guides.find((one) => one.id === id)?.methods.includes(method.id));
    return made === undefined ? id : t(made.label);
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={t(guide.title)} closeButtonProps={{ 'aria-label': t('Close') }}>
      {guides.length > 1 && (
        <SegmentedControl
          className={classes.pick ?? ''}
          aria-label={t(descriptor.methodsLabel)}
          value={guide.id}
          onChange={setPicked}
          data={guides.map(({ id }) => ({ value: id, label: labelOf(id) }))}
        />
      )}
      <p className={classes.about}>{t(guide.about)}</p>
      <ol className={classes.steps}>
        {guide.steps.map((step, index) => (
          <li key={step.title} className={classes.step}>
            <span className={classes.number} aria-hidden>
              {index + 1}
            </span>
            <div className={classes.body}>
              <h3 className={classes.stepTitle}>{t(step.title)}</h3>
              <p className={classes.text}>{t(step.text)}</p>
              {step.link !== undefined && <HelpButton url={step.link.url} label={t(step.link.label)} />}
              {step.sketch !== undefined && <SketchDrawing sketch={step.sketch} />}
            </div>
          </li>
        ))}
      </ol>
      <DialogFooter apart>
        <Button variant="default" onClick={onClose}>
          {t('Back to the console')}
        </Button>
      </DialogFooter>
    </Modal>
  );
}
