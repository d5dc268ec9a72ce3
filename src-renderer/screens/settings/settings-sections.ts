/** The parts of the settings, in their order on the page: for its navigation, links to one of them, and the palette. */

import { type Text, t, text } from '../../../src-shared/texts/translate';
import type { SettingsSection } from '../../router/route';

type Section = {
  name: Text;
  /** Settings by which somebody may look for it. */
  has: readonly Text[];
};

const sections: Readonly<Record<SettingsSection, Section>> = {
  practice: { name: text('Practice'), has: [text('Begin anew')] },
  security: {
    name: text('Security'),
    has: [text('Key to the credentials'), text('Lock when not used'), text('Recovery kit')],
  },
  you: { name: text('You'), has: [text('Your name')] },
  appearance: { name: text('Appearance'), has: [text('Theme'), text('Language'), text('Text size')] },
  checks: {
    name: text('Checks'),
    has: [
      text('Check interval'),
      text('How long a delivery counts'),
      text('Notifications'),
      text('Quiet hours'),
      text('Stay in the tray'),
    ],
  },
  vault: { name: text('Vault'), has: [text('Members and receptionists')] },
  network: { name: text('Network'), has: [text('Trusted certificates')] },
  updates: { name: text('Updates'), has: [text('Automatic check')] },
  support: { name: text('Support'), has: [text('Support bundle'), text('About')] },
};

/** The sections that are there; practice has one more. */
export const settingsSections = (practice: boolean): SettingsSection[] =>
  (Object.keys(sections) as SettingsSection[]).filter((section) => practice || section !== 'practice');

export const sectionName = (section: SettingsSection): string => t(sections[section].name);

/** What is set in it, in words. */
export const sectionHas = (section: SettingsSection): string[] => sections[section].has.map((each) => t(each));

/** The id of the section's part of the page. */
export const sectionId = (section: SettingsSection): string => `settings-${section}`;
