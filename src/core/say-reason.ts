import { brief, listed, percent, quoted } from './words.ts';

/** What an explained number is; see the stage that explains. */
export type ReasonUnit = 'log-odds' | 'score' | 'probability' | 'answer' | 'logarithm';

export interface ReasonPart {
  /** The column, or the columns, by name. */
  readonly label: string;
  /** Its value in this row, in words; null where it has none of its own. */
  readonly value: string | null;
  /** What it adds, in the unit. */
  readonly adds: number;
}

export interface Reason {
  /** The class, or the name of the answer. */
  readonly of: string;
  readonly unit: ReasonUnit;
  /** What the number is when nothing is known of the row, and what it is. */
  readonly base: number;
  readonly output: number;
  /** What the base is the number of; 'when nothing is known of a row' when left out. */
  readonly usual?: string;
  readonly parts: readonly ReasonPart[];
}

/** Parts that are named on either side, and the share of all that is added from which on one is worth a word. */
const MOST_FOR = 3;
const MOST_AGAINST = 2;
const WORTH_A_WORD = 0.08;

const chance = (odds: number) => 1 / (1 + Math.exp(-odds));

/** An explained number in words: a chance, a score or the answer. */
export function sayOutput(unit: ReasonUnit, value: number): string {
  if (unit === 'log-odds') return percent(chance(value));
  if (unit === 'probability') return percent(Math.min(1, Math.max(0, value)));
  return brief(unit === 'logarithm' ? Math.exp(value) : value);
}

/** What the number is called: "The chance of “yes”". */
export function nameOfOutput(unit: ReasonUnit, of: string): string {
  if (unit === 'log-odds' || unit === 'probability') return `The chance of ${quoted(of)}`;
  return unit === 'score' ? `The score of ${quoted(of)}` : quoted(of);
}

/** Why a row is answered as it is, in a sentence or two: what moves its answer away from the usual one, and what speaks against it. */
export function sayReason({ of, unit, base, output, usual = 'when nothing is known of a row', parts }: Reason): string {
  const told = `${nameOfOutput(unit, of)} is ${sayOutput(unit, output)}, ${sayOutput(unit, base)} ${usual}`;
  const total = parts.reduce((sum, { adds }) => sum + Math.abs(adds), 0);
  const worth = parts.filter(({ adds }) => Math.abs(adds) >= WORTH_A_WORD * total && adds !== 0).toSorted((a, b) => Math.abs(b.adds) - Math.abs(a.adds)); // prettier-ignore
  if (worth.length === 0) return `${told}: nothing in this row moves it.`;
  const way = Math.sign(output - base);
  const pros = worth.filter(({ adds }) => Math.sign(adds) === way).slice(0, MOST_FOR);
  const cons = worth.filter(({ adds }) => Math.sign(adds) !== way).slice(0, MOST_AGAINST);
  if (pros.length === 0) return `${told}: what raises it and what lowers it nearly even out.`;
  const against = cons.length > 0 ? ` Against that ${cons.length === 1 ? 'speaks' : 'speak'} that ${listed(cons.map(sayPart))}.` : '';
  return `${told}, because ${listed(pros.map(sayPart))}.${against}`;
}

function sayPart({ label, value }: ReasonPart): string {
  if (value === null)
    return `${quoted(label)} ${label.includes(' × ') || label.includes(' + ') ? 'come together as they do' : 'is as it is'}`;
  return `${quoted(label)} is ${value}`;
}
