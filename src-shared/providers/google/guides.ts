/** How an OAuth client is made: the clinic's own program at Google. */
import { text } from '../../texts/translate';
import type { Guide, Sketch } from '../guide';

const host = 'console.cloud.google.com';
const page = (path: string) => `https://${host}/${path}`;
const platform = ['Branding', 'Audience', 'Clients'] as const;
const platformPage = (chosen: (typeof platform)[number]): Pick<Sketch, 'host' | 'menu'> => ({
  host,
  menu: { entries: platform, chosen },
});

export const googleGuides: readonly Guide[] = [
  {
    id: 'oauth-client',
    title: text('Make a Google OAuth client'),
    methods: ['own-calendars', 'shared-calendars'],
    about: text(
      'You get one file from Google and drop it into the console. It takes about ten minutes, costs nothing, and is done once for a clinic.',
    ),
    steps: [
      {
        title: text('Make a project'),
        text: text('Sign in with the clinic’s Google account and make a project, named after the clinic for instance.'),
        link: { label: text('Open “New project”'), url: page('projectcreate') },
        sketch: {
          host,
          menu: { entries: ['Projects'], chosen: 'Projects' },
          title: 'New project',
          items: [
            { kind: 'field', label: 'Project name', value: 'Sunrise Dental', marked: true },
            { kind: 'button', label: 'Create' },
          ],
        },
      },
      {
        title: text('Enable the Google Calendar API'),
        text: text('Look at the top of the page: the new project has to be chosen there. Then choose “Enable”.'),
        link: { label: text('Open the Google Calendar API'), url: page('apis/library/calendar-json.googleapis.com') },
        sketch: {
          host,
          menu: { entries: ['API Library'], chosen: 'API Library' },
          title: 'Google Calendar API',
          items: [{ kind: 'button', label: 'Enable', marked: true }],
        },
      },
      {
        title: text('Say whose program it is'),
        text: text(
          'Under “Google Auth Platform”, choose “Get started”. Enter a name and an address for support. Audience: “Internal” if the clinic has Google Workspace, otherwise “External”.',
        ),
        link: { label: text('Open Google Auth Platform'), url: page('auth/overview') },
        sketch: {
          ...platformPage('Branding'),
          title: 'Project configuration',
          items: [
            { kind: 'field', label: 'App name', value: 'Sunrise Dental' },
            {
              kind: 'choice',
              label: 'Audience',
              options: ['Internal', 'External'],
              chosen: 'Internal',
              marked: true,
            },
          ],
        },
      },
      {
        title: text('With “External”: publish the app'),
        text: text(
          'Under “Audience”, choose “Publish app”. While it is in testing, Google ends each sign-in after seven days. Google may show that the app is not verified; it is the clinic’s own, and works all the same.',
        ),
        link: { label: text('Open Audience'), url: page('auth/audience') },
        sketch: {
          ...platformPage('Audience'),
          title: 'Publishing status',
          items: [
            { kind: 'field', label: 'Status', value: 'Testing' },
            { kind: 'button', label: 'Publish app', marked: true },
          ],
        },
      },
      {
        title: text('Make a client of the type “Desktop app”'),
        text: text(
          'Under “Clients”, choose “Create client”. The type has to be “Desktop app”: a client for a website does not work here.',
        ),
        link: { label: text('Open Clients'), url: page('auth/clients') },
        sketch: {
          ...platformPage('Clients'),
          title: 'Create OAuth client ID',
          items: [
            { kind: 'field', label: 'Application type', value: 'Desktop app', marked: true },
            { kind: 'field', label: 'Name', value: 'Voxanne Console' },
            { kind: 'button', label: 'Create' },
          ],
        },
      },
      {
        title: text('Download the file, and drop it into the console'),
        text: text(
          'Choose “Download JSON” before you close the page: Google shows the secret only now. The file is called client_secret_….json. After this it can be deleted.',
        ),
        sketch: {
          ...platformPage('Clients'),
          title: 'OAuth client created',
          items: [
            { kind: 'field', label: 'Client ID', value: '1002003004-….apps' },
            { kind: 'button', label: 'Download JSON', marked: true },
          ],
        },
      },
    ],
  },
];
