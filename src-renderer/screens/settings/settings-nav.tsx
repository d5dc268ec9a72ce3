import { type ReactNode, useEffect, useRef, useState } from 'react';
import { t } from '../../../src-shared/texts/translate';
import type { SettingsSection } from '../../router/route';
import { useRouter } from '../../router/router';
import classes from './settings-nav.module.css';
import { sectionId, sectionName, settingsSections } from './settings-sections';

/** A part of the page that the navigation leads to. */
export function SettingsPart({ section, children }: { section: SettingsSection; children: ReactNode }) {
  return (
    <div id={sectionId(section)} className={classes.part}>
      {children}
    </div>
  );
}

/** The title of a part, which can have the focus from now on. */
export function titleOfPart(section: SettingsSection): HTMLElement | null {
  const title = document.getElementById(sectionId(section))?.querySelector<HTMLElement>('h2') ?? null;
  if (title !== null) title.tabIndex = -1;
  return title;
}

/** Shows a part under the navigation that may stand above it, and starts a screen reader at its title. */
function showPart(section: SettingsSection, nav: HTMLElement | null): void {
  const part = document.getElementById(sectionId(section));
  const title = titleOfPart(section);
  if (!part || !title) return;
  const above = nav !== null && nav.offsetLeft >= part.offsetLeft && getComputedStyle(nav).position === 'sticky';
  part.style.scrollMarginTop = above ? `${nav.offsetHeight + 8}px` : '';
  part.scrollIntoView({ block: 'start' });
  title.focus({ preventScroll: true });
}

/** What the page scrolls in. */
function scrollerOf(element: HTMLElement): HTMLElement {
  let at = element.parentElement;
  while (at !== null && getComputedStyle(at).overflowY !== 'auto') at = at.parentElement;
  return at ?? document.documentElement;
}

/**
 * The part that is looked at. The line that decides moves from the top of the page to its bottom as the page is
 * scrolled, so that the last part is reached as well.
 */
function partInView(scroller: HTMLElement, sections: readonly SettingsSection[]): SettingsSection | undefined {
  const { scrollTop, scrollHeight, clientHeight } = scroller;
  const line =
    scroller.getBoundingClientRect().top + clientHeight * (scrollTop / Math.max(1, scrollHeight - clientHeight));
  return sections.findLast((section, index) => {
    const part = document.getElementById(sectionId(section));
    return index === 0 || (part !== null && part.getBoundingClientRect().top <= line);
  });
}

/** Leads to the parts of the settings, and marks the one in view. The address may ask for one. */
export function SettingsNav({ practice, asked }: { practice: boolean; asked: SettingsSection | undefined }) {
  const nav = useRef<HTMLElement>(null);
  const [shown, setShown] = useState<SettingsSection>(asked ?? (practice ? 'practice' : 'security'));
  /** Where the page stood after a part was picked: until it is scrolled on, that part is marked. */
  const pickedAt = useRef<number | null>(null);
  const moves = useRouter((state) => state.moves);
  const pick = (section: SettingsSection) => {
    showPart(section, nav.current);
    setShown(section);
    pickedAt.current = nav.current && scrollerOf(nav.current).scrollTop;
  };
  useEffect(() => {
    if (nav.current === null) return;
    const scroller = scrollerOf(nav.current);
    const sections = settingsSections(practice);
    const follow = () => {
      if (pickedAt.current !== null && Math.abs(scroller.scrollTop - pickedAt.current) < 2) return;
      pickedAt.current = null;
      setShown((before) => partInView(scroller, sections) ?? before);
    };
    // A part that grows moves those below it, and nothing is scrolled.
    const resized = new ResizeObserver(follow);
    if (nav.current.parentElement !== null) resized.observe(nav.current.parentElement);
    scroller.addEventListener('scroll', follow, { passive: true });
    return () => {
      resized.disconnect();
      scroller.removeEventListener('scroll', follow);
    };
  }, [practice]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for anew with each move
  useEffect(() => {
    if (asked === undefined) return;
    // After the title of the page took the focus, as it does after each move.
    const frame = requestAnimationFrame(() => pick(asked));
    return () => cancelAnimationFrame(frame);
  }, [asked, moves]);
  return (
    <nav ref={nav} className={classes.nav} aria-label={t('Parts of the settings')}>
      {settingsSections(practice).map((section) => (
        <a
          key={section}
          href={`#${sectionId(section)}`}
          className={classes.link}
          aria-current={section === shown ? 'location' : undefined}
          onClick={(event) => {
            event.preventDefault();
            pick(section);
          }}
        >
          {sectionName(section)}
        </a>
      ))}
    </nav>
  );
}
