/** Numbers as a sentence wants them. English only; the decimal sign is a point everywhere. */

/** "1 row", "1,204 rows". @param plural the noun with an s unless given */
export const counted = (count: number, noun: string, plural = `${noun}s`): string => `${grouped(count)} ${count === 1 ? noun : plural}`;

/** A whole number with commas: 32,561. */
export const grouped = (count: number): string => String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');

/** The sign behind a number, which never goes on in the next line alone. */
export const PER_CENT = '\u00a0%';

/** A text in which every number and its per cent stay on one line, whoever wrote it. */
export const unbroken = (text: string): string => text.replace(/(\d) %/g, `$1${PER_CENT}`);

/** A number's text with a true minus in the place of a hyphen, before the number and before its power of ten. For people: no program reads it back. */
export const withMinus = (text: string): string => text.replace(/^-|(?<=\de)-/g, '\u2212');

/** A share of 0 to 1 as "7 %"; small ones keep a digit, and what is not quite nothing or all never reads as it. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 0.1) return `< 0.1${PER_CENT}`;
  if (value > 99.9 && value < 100) return `> 99.9${PER_CENT}`;
  return `${value !== 0 && value !== 100 && (value < 10 || value > 99) ? trimmed(value.toFixed(1)) : Math.round(value)}${PER_CENT}`;
}

/** A share of 0 to 1 as "7.4 %", so that a chance and the threshold beside it can be told apart. */
export const exactPercent = (share: number): string => `${(100 * share).toFixed(1)}${PER_CENT}`;

/** A number to three or four significant digits: 0.0123, 41.7, 3,950. */
export function brief(value: number): string {
  if (!Number.isFinite(value) || value === 0) return String(value);
  const size = Math.abs(value);
  if (size >= 1e9 || size < 1e-4) return withMinus(value.toExponential(2));
  if (size >= 1000) return withMinus((value < 0 ? '-' : '') + grouped(size));
  return withMinus(trimmed(value.toPrecision(3)));
}

const trimmed = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** "once", "twice", "3 times", "never". */
export const timesOf = (count: number): string => ['never', 'once', 'twice'][count] ?? `${grouped(count)} times`;

/** "a", "a and b", "a, b and c"; beyond `most`, "a, b and 7 more". @param joint what stands before the last */
export function listed(names: readonly string[], most = 5, joint = 'and'): string {
  if (names.length <= 1) return names.join('');
  const shown = names.length > most ? [...names.slice(0, most - 1), `${names.length - most + 1} more`] : names;
  return `${shown.slice(0, -1).join(', ')} ${joint} ${shown.at(-1)!}`;
}

const LONGEST_NAME = 60;

/** A name or a value of the data inside a sentence: “body_mass_g”. A name too long for a line is cut. */
export const quoted = (name: string): string => {
  const letters = [...name];
  return `“${letters.length > LONGEST_NAME ? `${letters.slice(0, LONGEST_NAME - 1).join('')}…` : name}”`;
};

/** Names inside a sentence, each in quotes: “a”, “b” and 7 more. */
export const listedNames = (names: readonly string[], most = 5): string => {
  const shown = names.length > most ? names.slice(0, most - 1) : names;
  return listed([...shown.map(quoted), ...(names.length > most ? [`${grouped(names.length - most + 1)} more`] : [])], Infinity);
};

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** A small count as a sentence says it: "nine", "1,204". */
export const inWords = (count: number): string => words[count] ?? grouped(count);

/** "nine features", "one feature". @param plural the noun with an s unless given */
export const countOf = (count: number, noun: string, plural = `${noun}s`): string => `${inWords(count)} ${count === 1 ? noun : plural}`;

/** With a capital at its beginning. */
export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

const people = /^(Brier|Matthews|Cohen|Platt|Poisson)\b/;

/** A label inside a sentence: "neural network (MLP)"; abbreviations and people's names keep their capitals. */
export const inSentence = (label: string): string =>
  /^[A-Z][a-z]/.test(label) && !people.test(label) ? label.slice(0, 1).toLowerCase() + label.slice(1) : label;

/** A parameter's name as words: "max leaf nodes" for `maxLeafNodes`. */
export const spelledOut = (name: string): string => (name.length === 1 ? name : name.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase());
