import { contactLine } from '../../../src-shared/organizations/contact';
import type { Organization } from '../../../src-shared/organizations/organization';
import { t } from '../../../src-shared/texts/translate';
import classes from './contact.module.css';

/** What is known of whom to ask and whom to call; in words, too, that nothing is. */
export function ContactFacts({ contact }: Pick<Organization, 'contact'>) {
  const facts = [
    { label: t('Contact at the clinic'), value: contactLine(contact), isLong: false },
    { label: t('Who to call'), value: contact.help, isLong: false },
    { label: t('Notes'), value: contact.notes, isLong: true },
  ].filter(({ value }) => value !== '');
  if (facts.length === 0)
    return (
      <p className={classes.none}>{t('Nobody is named yet. The handoff has room for a contact and whom to call.')}</p>
    );
  return (
    <dl className={classes.facts}>
      {facts.map(({ label, value, isLong }) => (
        <div key={label} className={isLong ? classes.whole : undefined}>
          <dt>{label}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
