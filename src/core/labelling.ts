/** How a row came by its label. */
export type LabelHow = 'hand' | 'suggested' | 'resolved';

/** What one labeller says of one row. */
export interface GivenLabel {
  readonly row: number;
  readonly label: string;
  /** The name the labeller chose. */
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly how: LabelHow;
  /** Of a suggestion that was accepted. */
  readonly confidence: number | null;
}

/** The name under which conflicts are resolved. */
export const RESOLVED = '(resolved)';

export type OrderId = 'as-they-come' | 'uncertain' | 'diverse' | 'uncertain-and-diverse';

/** Which rows are asked for: those nobody answered, those somebody else answered, or all this labeller did not answer. */
export type AskFrom = 'unlabelled' | 'second-look' | 'all';

export interface Asked {
  readonly row: number;
  /** Why this one, in words. */
  readonly why: string;
  readonly suggestion: { readonly label: string; readonly confidence: number } | null;
}

/** Levels of measurement; they say how far two different values are apart. */
export type MeasureLevel = 'nominal' | 'ordinal' | 'interval';
export const measureLevels: readonly MeasureLevel[] = ['nominal', 'ordinal', 'interval'];

/** One spelling of a labeller's name, for telling whether two are the same: capitals and spaces make no other person. */
export const labellerKey = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase();
