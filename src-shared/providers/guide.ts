/**
 * How to get a provider's credentials, as data: steps with a sketch of the provider's page. Part of the program, so it
 * works offline. Loaded when a guide is opened, not with the descriptors.
 */
import type { Text } from '../texts/translate';

/** One thing on a sketched page. `marked`: what the step speaks of. */
export type SketchItem = { marked?: true } & (
  | { kind: 'field'; label: string; value: string }
  | { kind: 'choice'; label: string; options: readonly string[]; chosen: string }
  | { kind: 'button'; label: string }
);

/** A page of the provider, reduced to what helps to find one's way; in the provider's own words. */
export type Sketch = {
  /** Shown as the page's address. */
  host: string;
  /** Entries of the menu at the side, and the one that is chosen. */
  menu: { entries: readonly string[]; chosen: string };
  title: string;
  items: readonly SketchItem[];
};

export type GuideStep = {
  /** Begins with a verb. */
  title: Text;
  text: Text;
  sketch?: Sketch;
  /** The provider's own page for this step. */
  link?: { label: Text; url: string };
};

export type Guide = {
  id: string;
  /** `Make an API key`. */
  title: Text;
  /** Methods of the descriptor that it is for. */
  methods: readonly string[];
  /** What is at hand afterwards, and how long it takes. */
  about: Text;
  steps: readonly GuideStep[];
};
