import type { ProviderDescriptor } from '../../../src-shared/providers/descriptor';
import { providerGuides } from '../../../src-shared/providers/guides';
import { t } from '../../../src-shared/texts/translate';
import { Card } from '../../components/card';
import { HelpButton } from '../../components/notice';
import classes from './guides.module.css';
import { SketchDrawing } from './sketch-drawing';

type GuideCardProps = { descriptor: ProviderDescriptor; methodId: string };

/** A guide in short: where the last thing that is asked stands, and the way there. The dialog draws each step. */
export function GuideCard({ descriptor, methodId }: GuideCardProps) {
  const guide = providerGuides[descriptor.id].find(({ methods }) => methods.includes(methodId));
  if (guide === undefined) return null;
  const sketch = guide.steps.findLast((step) => step.sketch !== undefined)?.sketch;
  return (
    <Card title={t(guide.title)} className={classes.card}>
      <p className={classes.cardAbout}>{t(guide.about)}</p>
      {sketch !== undefined && <SketchDrawing sketch={sketch} narrow />}
      <ol className={classes.cardSteps}>
        {guide.steps.map((step, index) => (
          <li key={step.title}>
            <span className={classes.cardNumber} aria-hidden>
              {index + 1}
            </span>
            <div className={classes.cardBody}>
              <p className={classes.cardTitle}>{t(step.title)}</p>
              <p className={classes.cardText}>{t(step.text)}</p>
              {step.link !== undefined && <HelpButton url={step.link.url} label={t(step.link.label)} />}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
