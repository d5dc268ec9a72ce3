import { t } from '../../../src-shared/texts/translate';
import { Said } from '../said';
import '../../theme/print.css';
import { Button } from '@mantine/core';
import { type CSSProperties, type ReactNode, useEffect } from 'react';
import { exactMinute, exactMinuteBeside } from '../../../src-shared/exact-times';
import {
  type HandoffPart,
  type HandoffReport,
  type HandoffTest,
  helpWords,
  practiceWords,
} from '../../../src-shared/handoff/handoff-report';
import type { OpenItem } from '../../../src-shared/handoff/open-items';
import type { NextAction } from '../../../src-shared/organizations/next-action';
import { providerDescriptors } from '../../../src-shared/providers';
import { BrandMark } from '../brand-mark';
import { Breakable } from '../breakable';
import { ContactFacts } from '../clinic-contact/contact-facts';
import { drawnStates } from '../ladder-view';
import { ModeBadge } from '../mode-badge';
import { PhoneText } from '../phone-text';
import { StatusBadge, ToneIcon } from '../status-badge';
import classes from './handoff.module.css';

type HandoffPaperProps = {
  report: HandoffReport;
  /** Level of the clinic's name among the headings of the page around it. */
  level: 2 | 3;
  /** Does what an open item needs next. */
  onAct: (action: NextAction) => void;
};

/** The handoff as one sheet: what is seen here is what is printed. */
export function HandoffPaper({ report, level, onAct }: HandoffPaperProps) {
  const { clinic, headline, parts, tests, open } = report;
  useDocumentTitle(t('Handoff report: {name}', { name: clinic.name }));
  const time = (at: string) => <time dateTime={at}>{exactMinute(at, clinic)}</time>;
  const brief = (at: string) => <time dateTime={at}>{exactMinuteBeside(at, report.madeAt, clinic)}</time>;
  const Name = `h${level}` as const;
  const mostRungs = Math.max(1, ...parts.map(({ rungs }) => rungs.length));
  const shared = { level: (level + 1) as 3 | 4, time, brief };
  return (
    <article className={classes.paper} data-paper aria-label={t('Handoff report of {name}', { name: clinic.name })}>
      <div className={classes.letterhead}>
        <BrandMark size="1.75rem" />
        <p className={classes.brand}>Voxanne Console</p>
        <p className={classes.made}>
          {t('Handoff report')}
          <br />
          <MadeBy at={time(report.madeAt)} person={report.madeBy} />
        </p>
      </div>
      {report.isPractice && (
        <div className={classes.practice} role="note">
          <ToneIcon tone="info" size="1.25rem" />
          <p>
            <strong>{t(practiceWords.title)}.</strong> {t(practiceWords.text)}
          </p>
        </div>
      )}
      <div>
        <Name className={classes.name} dir="auto">
          {clinic.name}
        </Name>
        <p className={classes.place}>
          {t('Time zone: {timeZone}', { timeZone: clinic.timeZone.replaceAll('_', ' ') })}
        </p>
      </div>
      <div className={classes.headline} data-tone={headline.tone}>
        <StatusBadge tone={headline.tone}>{headline.title}</StatusBadge>
        {headline.text !== '' && <p>{headline.text}</p>}
      </div>
      <Section title={t('What was proven')} {...shared}>
        <div className={classes.parts} style={{ '--rungs': mostRungs } as CSSProperties}>
          {parts.map((part) => (
            <Part key={part.provider} part={part} {...shared} />
          ))}
        </div>
      </Section>
      {tests.length > 0 && (
        <Section title={t('How it was tested')} {...shared}>
          <Tests tests={tests} {...shared} />
        </Section>
      )}
      {open.length > 0 && (
        <Section title={t('Still open')} {...shared}>
          <ul className={classes.items}>
            {open.map((item) => (
              <Open key={item.id} item={item} onAct={onAct} />
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('If something stops working')} {...shared}>
        <div className={classes.help}>
          <p className={classes.why}>{helpWords(clinic.name)}</p>
          <ContactFacts contact={clinic.contact} />
        </div>
      </Section>
      <div className={classes.signatures}>
        <p>
          <span>{t('Handed over by')}</span>
          <Dated person={report.madeBy} />
        </p>
        <p>
          <span>{t('Received by')}</span>
          {clinic.contact.name === '' ? t('For the clinic, date') : <Dated person={clinic.contact.name} />}
        </p>
      </div>
      <p className={classes.foot}>{t(practiceWords.noSecrets)}</p>
    </article>
  );
}

function MadeBy({ at, person }: { at: ReactNode; person: string }) {
  return (
    <Said text="<time></time>, by <person></person>" parts={{ time: () => at, person: () => <bdi>{person}</bdi> }} />
  );
}

/** Room for a signature's date. */
function Dated({ person }: { person: string }) {
  return <Said text="<person></person>, date" parts={{ person: () => <bdi>{person}</bdi> }} />;
}

/** A PDF of the page takes its title from it. */
function useDocumentTitle(title: string): void {
  useEffect(() => {
    const before = document.title;
    document.title = `${title} – Voxanne Console`;
    return () => {
      document.title = before;
    };
  }, [title]);
}

type Shared = { level: 3 | 4; time: (at: string) => ReactNode; brief: (at: string) => ReactNode };

function Section({ title, level, children }: Shared & { title: string; children: ReactNode }) {
  const Title = `h${level}` as const;
  const id = `handoff-${title.toLowerCase().replaceAll(' ', '-')}`;
  return (
    <section className={classes.section} aria-labelledby={id}>
      <Title id={id} className={classes.sectionTitle}>
        {title}
      </Title>
      {children}
    </section>
  );
}

function Part({ part, level, brief }: Shared & { part: HandoffPart }) {
  const { provider, purpose, name, account, mode, state, rungs, lines, settled, notNeeded } = part;
  const drawn = drawnStates(rungs);
  const Title = `h${level + 1}` as 'h4' | 'h5';
  const isPhone = providerDescriptors[provider].choice?.kind === 'phone';
  return (
    <div className={classes.part}>
      <div className={classes.partHead}>
        <Title className={classes.partTitle}>{purpose}</Title>
        <StatusBadge tone={state.tone} plain>
          {state.word}
        </StatusBadge>
      </div>
      <p className={classes.account}>
        {name}
        {account !== null && <> · {isPhone ? <PhoneText number={account} /> : <Breakable text={account} />}</>}{' '}
        <ModeBadge provider={provider} mode={mode} plain />
      </p>
      {notNeeded !== null && <p className={classes.why}>{notNeeded}</p>}
      {rungs.length > 0 && (
        <>
          <div className={classes.steps} aria-hidden>
            {rungs.map(({ id }, index) => (
              <span key={id} data-state={drawn[index]} style={{ marginBlockEnd: `${index * 0.1875}rem` }} />
            ))}
          </div>
          <ul className={classes.rungs} aria-label={t('{name} readiness', { name })}>
            {rungs.map(({ id, label, state: rung, word, checkedAt }, index) => (
              <li key={id} data-state={drawn[index]}>
                <span>{label}</span>{' '}
                <span className={classes.rungWhen}>
                  {rung !== 'proven' && `${word} `}
                  {checkedAt !== null && rung !== 'unproven' && rung !== 'not-applicable' && brief(checkedAt)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {(lines.length > 0 || settled !== null) && (
        <dl className={classes.lines}>
          {lines.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <Breakable text={value} />
              </dd>
            </div>
          ))}
          {settled !== null && (
            <div>
              <dt>{settled.label}</dt>
              <dd>
                <bdi>{settled.by}</bdi>, {brief(settled.at)}
              </dd>
            </div>
          )}
        </dl>
      )}
    </div>
  );
}

function Tests({ tests, time }: Shared & { tests: readonly HandoffTest[] }) {
  return (
    <ul className={classes.items}>
      {tests.map(({ id, what, result, reference, at, by }) => (
        <li key={id}>
          <div className={classes.item}>
            <p className={classes.what}>{what}</p>
            <p className={classes.why}>
              <Breakable text={result} />
              {reference !== null && <code className={classes.reference}>{reference}</code>}
            </p>
          </div>
          <p className={classes.side}>
            {by === null ? at !== null && time(at) : <MadeBy at={at === null ? null : time(at)} person={by} />}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Open({ item: { what, why, owner, action }, onAct }: { item: OpenItem; onAct: (action: NextAction) => void }) {
  return (
    <li>
      <div className={classes.item}>
        <p className={classes.what}>{what}</p>
        <p className={classes.why}>{why}</p>
        {action.kind !== 'connect' && action.text !== what && (
          <p className={classes.onPaper}>{t('Next: {text}.', { text: action.text })}</p>
        )}
      </div>
      <div className={classes.side}>
        <p>
          <span className={classes.sideLabel}>{t('Owner')}</span> {owner}
        </p>
        <Button
          variant="default"
          size="compact-sm"
          className={classes.onScreen}
          aria-label={`${action.label}: ${what}`}
          onClick={() => onAct(action)}
        >
          {action.label}
        </Button>
      </div>
    </li>
  );
}
