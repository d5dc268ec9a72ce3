import { IconBuildingHospital, IconHistory, IconSettings } from '@tabler/icons-react';
import type { Route } from '../router/route';
import { navigate, useRouter } from '../router/router';
import { BrandMark } from './brand-mark';
import classes from './rail.module.css';

const places = [
  { label: 'Clinics', path: '/clinics', Icon: IconBuildingHospital, screens: ['clinics', 'clinic', 'setup'] },
  { label: 'Activity', path: '/activity', Icon: IconHistory, screens: ['activity'] },
  { label: 'Settings', path: '/settings', Icon: IconSettings, screens: ['settings'] },
] as const satisfies readonly { label: string; path: string; Icon: unknown; screens: readonly Route['screen'][] }[];

/** The narrow rail at the left: where one can go. */
export function Rail() {
  const screen = useRouter((state) => state.route.screen);
  return (
    <nav className={classes.rail} aria-label="Main">
      <BrandMark />
      {places.map(({ label, path, Icon, screens }) => {
        const here = screens.some((each) => each === screen);
        return (
          <button key={path} type="button" className={classes.place} aria-current={here ? 'page' : undefined} onClick={() => navigate(path)}>
            <Icon size="1.375rem" stroke={here ? 2 : 1.6} aria-hidden />
            {label}
          </button>
        );
      })}
    </nav>
  );
}
