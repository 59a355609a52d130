/** A kind of personal data. Pure. */
export interface Detector {
  readonly id: string;
  readonly label: string;
  /** One sentence: what it takes for a hit. */
  readonly doc: string;
  readonly severity: 'warning' | 'info';
  /** Column names that go with it. */
  readonly names: RegExp | null;
  /** Whether one value has the shape, check digits included; null = there is no shape, the name decides. */
  readonly matches: ((value: string) => boolean) | null;
  /** The part of a value that has the shape, where the value may say more. */
  readonly part?: (value: string) => string;
  /** Share of the values that must have the shape: of any column, and of one with a telling name. */
  readonly least: { readonly anyName: number; readonly named: number };
  readonly hint: string;
}

/** Column names as words: `firstName`, `first-name` and `FIRST NAME` are `first_name`. */
export const wordsOf = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_');

/** A whole word, or words, within `wordsOf`. */
export const named = (...words: readonly string[]): RegExp => new RegExp(`(^|_)(${words.join('|')})(_|\\d*$)`);
