import { IconBuildingHospital, IconFirstAidKit, IconHistory, IconLock, IconSettings } from '@tabler/icons-react';
import { isRehearsalVersion } from '../../src-shared/support/rehearsal';
import { type Text, t, text } from '../../src-shared/texts/translate';
import { BrandMark } from '../components/brand-mark';
import { useClinics } from '../console/clinics/use-clinics';
import { openDialog } from '../console/dialogs/dialogs-store';
import { useAppStatus } from '../console/use-console';
import type { Route } from '../router/route';
import { navigate, useRouter } from '../router/router';
import { lockConsole } from './lock-shortcut';
import classes from './rail.module.css';

type Place = { label: Text; path: string; Icon: unknown; screens: readonly Route['screen'][] };

const places = [
  { label: text('Clinics'), path: '/clinics', Icon: IconBuildingHospital, screens: ['clinics', 'clinic', 'setup'] },
  { label: text('Activity'), path: '/activity', Icon: IconHistory, screens: ['activity'] },
  { label: text('Settings'), path: '/settings', Icon: IconSettings, screens: ['settings', 'members', 'receptionists'] },
] as const satisfies readonly Place[];
const practicePlaces = [
  { label: text('Error gallery'), path: '/error-gallery', Icon: IconFirstAidKit, screens: ['error-gallery'] },
] as const satisfies readonly Place[];

const attentionWords = (count: number) =>
  t('{count, plural, one {# clinic needs attention} other {# clinics need attention}}', { count });

/** The navigation at the left. */
export function Rail() {
  const screen = useRouter((state) => state.route.screen);
  const { practice, version } = useAppStatus();
  // Wherever one is.
  const attention = useClinics(({ index }) => index.counts()['needs-attention']);
  return (
    <nav className={classes.rail} aria-label={t('Main')}>
      <BrandMark />
      {[...places, ...(practice ? practicePlaces : [])].map(({ label, path, Icon, screens }) => {
        const waiting = path === '/clinics' ? attention : 0;
        const here = screens.some((each) => each === screen);
        return (
          <button
            key={path}
            type="button"
            className={classes.place}
            aria-current={here ? 'page' : undefined}
            // The name stays as it is; this is read after it.
            aria-description={waiting > 0 ? attentionWords(waiting) : undefined}
            onClick={() => navigate(path)}
          >
            <Icon size="1.375rem" stroke={here ? 2 : 1.6} aria-hidden />
            {t(label)}
            {waiting > 0 && (
              <span className={classes.count} aria-hidden>
                {waiting > 99 ? '99+' : waiting}
              </span>
            )}
          </button>
        );
      })}
      {isRehearsalVersion(version) && (
        <button type="button" className={classes.mark} title={version} onClick={() => openDialog('about')}>
          {t('Rehearsal')}
        </button>
      )}
      <button type="button" className={`${classes.place} ${classes.lock}`} onClick={lockConsole}>
        <IconLock size="1.375rem" stroke={1.6} aria-hidden />
        {t('Lock')}
      </button>
    </nav>
  );
}
