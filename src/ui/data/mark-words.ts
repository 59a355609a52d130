import { quoted } from '../../core/words.ts';
import type { MarkChange } from '../../core/schema.ts';

type Words = (name: string, to: string | null, from: string | null) => string;

const was = (from: string | null, words: (said: string) => string) => (from === null ? '' : ` (was ${words(from)})`);

const words: Readonly<Record<MarkChange['mark'], Words>> = {
  isOrdinal: (name, to) =>
    to === null ? `the levels of ${quoted(name)} stand in no order any more` : `the levels of ${quoted(name)} stand in their order`,
  longitude: (name, to) =>
    to === null ? `${quoted(name)} is in no pair of degrees any more` : `${quoted(name)} and ${quoted(to)} are places`,
  zone: (name, to, from) =>
    `${quoted(name)} is read ${to === null ? 'as clock times of no zone' : `by the clocks of ${to}`}${was(from, (zone) => `by those of ${zone}`)}`,
  unit: (name, to, from) => `${quoted(name)} is ${to === null ? 'without a unit' : `in ${to}`}${was(from, (unit) => `in ${unit}`)}`
};

/** What is said of a column now that was not before. */
export const markWords = ({ name, mark, from, to }: MarkChange & { readonly name: string }): string => words[mark](name, to, from);
