/** The handoff as plain text: for a message, a ticket, a terminal. Pure. */

import { exactMinute } from '../exact-times';
import { shownPhone } from '../messaging/shown-phone';
import { contactLine } from '../organizations/contact';
import { modeDescriptorOf, providerDescriptors } from '../providers';
import { t } from '../texts/translate';
import { type HandoffPart, type HandoffReport, helpWords, practiceWords } from './handoff-report';

/** `(415) 555-0100 US`, for an account that is known by its number. */
function shownAccount({ provider, account }: Pick<HandoffPart, 'provider' | 'account'>): string | null {
  if (account === null || providerDescriptors[provider].choice?.kind !== 'phone') return account;
  const { national, country } = shownPhone(account);
  return country === null ? national : `${national} ${country}`;
}

export function handoffText(report: HandoffReport): string {
  const { clinic, headline } = report;
  const time = (at: string) => exactMinute(at, clinic);
  const sections = [
    [
      t('Handoff report: {clinic}', { clinic: clinic.name }),
      t('{time}, by {person}', { time: time(report.madeAt), person: report.madeBy }),
      t('Time zone: {timeZone}', { timeZone: clinic.timeZone.replaceAll('_', ' ') }),
    ],
    ...(report.isPractice ? [[t(practiceWords.title).toUpperCase(), t(practiceWords.text)]] : []),
    [headline.title, headline.text].filter((line) => line !== ''),
    ...report.parts.map((part) => partLines(part, time)),
    ...(report.tests.length === 0
      ? []
      : [
          [
            t('How it was tested'),
            ...report.tests.map(({ what, result, reference, at, by }) => {
              const moment = at === null ? null : time(at);
              const when =
                moment === null
                  ? ''
                  : ` ${by === null ? moment : t('{time}, by {person}', { time: moment, person: by })}.`;
              return `- ${what}: ${sentence(result)}${when}${reference === null ? '' : ` ${reference}`}`;
            }),
          ],
        ]),
    ...(report.open.length === 0
      ? []
      : [
          [
            t('Still open'),
            ...report.open.flatMap(({ what, why, owner, action }) => [
              `- ${sentence(what)} ${why}`.trimEnd(),
              t('  Next: {action} Owner: {owner}', { action: sentence(action.text), owner: sentence(owner) }),
            ]),
          ],
        ]),
    [
      t('If something stops working'),
      helpWords(clinic.name),
      ...(clinic.contact.help === '' ? [] : [t('Who to call: {help}', { help: clinic.contact.help })]),
      ...(contactLine(clinic.contact) === ''
        ? []
        : [t('Contact at the clinic: {contact}', { contact: contactLine(clinic.contact) })]),
      ...(clinic.contact.notes === '' ? [] : [t('Notes: {notes}', { notes: clinic.contact.notes })]),
    ],
    [t(practiceWords.noSecrets)],
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

function partLines(part: HandoffPart, time: (at: string) => string): string[] {
  const account = shownAccount(part);
  const mode = modeDescriptorOf(part)?.label;
  const about = [part.name, account, mode && t(mode)].filter((one) => one !== null && one !== undefined).join(', ');
  return [
    `${part.purpose} (${about}): ${part.state.word}`,
    ...(part.notNeeded === null ? [] : [part.notNeeded]),
    ...part.rungs.map(
      ({ label, word, state, checkedAt }) =>
        `- ${label}: ${word}${checkedAt === null || state === 'unproven' ? '' : `, ${time(checkedAt)}`}`,
    ),
    ...part.lines.map(({ label, value }) => `${label}: ${value}`),
    ...(part.settled === null ? [] : [`${part.settled.label} ${part.settled.by}, ${time(part.settled.at)}`]),
  ];
}
