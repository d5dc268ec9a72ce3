import { contactLine } from '../../../src-shared/organizations/contact';
import type { Organization } from '../../../src-shared/organizations/organization';
import classes from './contact.module.css';

/** What is known of whom to ask and whom to call; in words, too, that nothing is. */
export function ContactFacts({ contact }: Pick<Organization, 'contact'>) {
  const facts = [
    { label: 'Contact at the clinic', value: contactLine(contact) },
    { label: 'Who to call', value: contact.help },
    { label: 'Notes', value: contact.notes },
  ].filter(({ value }) => value !== '');
  if (facts.length === 0)
    return <p className={classes.none}>Nobody is named yet. The handoff has room for a contact and whom to call.</p>;
  return (
    <dl className={classes.facts}>
      {facts.map(({ label, value }) => (
        <div key={label} className={label === 'Notes' ? classes.whole : undefined}>
          <dt>{label}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
