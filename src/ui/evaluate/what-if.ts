import { quoted } from '../../core/words.ts';
import type { InputInfo } from '../../app/api/inputs.ts';
import type { ScoredRow } from '../../app/api/judging.ts';
import { formatNumber } from '../../charts/format.ts';
import type { Row } from '../kit/model-row.ts';

/** The columns that matter most first; those without a known importance keep their order behind. */
export function inOrder(inputs: readonly InputInfo[], order: readonly string[]): InputInfo[] {
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...inputs].sort((a, b) => place(a.name) - place(b.name));
}

export const sameAnswer = (a: ScoredRow, b: ScoredRow): boolean => String(a.prediction) === String(b.prediction);

/** Classes by probability, those with next to none left out beyond `most`. */
export function likeliest(scored: ScoredRow, most = 8): { label: string; share: number }[] {
  return Object.entries(scored.probabilities ?? {})
    .map(([label, share]) => ({ label, share }))
    .sort((a, b) => b.share - a.share)
    .slice(0, most);
}

/** One change to one column. */
export interface Change {
  readonly column: string;
  readonly value: number | string;
  /** How far from where it was: 0 to 1 of the column's range; 1 for another level. */
  readonly distance: number;
}

const STEPS = 16;
const MOST_LEVELS = 12;

/** Every single change worth trying: steps over the range of each number, every other level of each category. */
export function singleChanges(inputs: readonly InputInfo[], row: Row): Change[] {
  return inputs.flatMap((input): Change[] => {
    const { name, labels, range } = input;
    if (labels) return labels.slice(0, MOST_LEVELS).flatMap((value) => (value === row[name] ? [] : [{ column: name, value, distance: 1 }]));
    if (!range || !(range[1] > range[0]) || (input.type !== 'number' && input.type !== 'integer')) return [];
    const [low, high] = range;
    const now = typeof row[name] === 'number' ? row[name] : null;
    return Array.from({ length: STEPS + 1 }, (_, i) => {
      const raw = low + ((high - low) * i) / STEPS;
      const value = input.type === 'integer' ? Math.round(raw) : Number(raw.toPrecision(4));
      return { column: name, value, distance: now === null ? 1 : Math.abs(value - now) / (high - low) };
    }).filter((change) => change.value !== now);
  });
}

/** The smallest single change that turns the answer over: the nearest number, or a level of a category. Null when none does. */
export function turningPoint(
  changes: readonly Change[],
  scores: readonly ScoredRow[],
  before: ScoredRow
): { change: Change; after: ScoredRow } | null {
  let best: { change: Change; after: ScoredRow } | null = null;
  changes.forEach((change, i) => {
    const after = scores[i];
    if (!after || sameAnswer(after, before)) return;
    if (!best || change.distance < best.change.distance) best = { change, after };
  });
  return best;
}

/** The column that alone moves a predicted number furthest, and from where to where. */
export function widestReach(
  changes: readonly Change[],
  scores: readonly ScoredRow[]
): { column: string; low: number; high: number } | null {
  const reach = new Map<string, { column: string; low: number; high: number }>();
  changes.forEach(({ column }, i) => {
    const value = scores[i]?.prediction;
    if (typeof value !== 'number') return;
    const known = reach.get(column) ?? { column, low: value, high: value };
    reach.set(column, { column, low: Math.min(known.low, value), high: Math.max(known.high, value) });
  });
  return [...reach.values()].reduce<{ column: string; low: number; high: number } | null>(
    (top, entry) => (top && top.high - top.low >= entry.high - entry.low ? top : entry),
    null
  );
}

const told = (value: unknown): string =>
  value === null || value === undefined ? 'missing' : typeof value === 'number' ? formatNumber(value) : quoted(String(value));

/** The whole row in words, for paper, where nothing can be opened. */
export const rowWords = (inputs: readonly InputInfo[], row: Row): string =>
  `${inputs.map(({ name }) => `${quoted(name)} ${told(row[name])}`).join(', ')}.`;

/** What a single change would do, in a sentence. */
export function turningSentence(changes: readonly Change[], scores: readonly ScoredRow[], before: ScoredRow, row: Row): string {
  if (typeof before.prediction === 'number' && !before.probabilities) {
    const reach = widestReach(changes, scores);
    return reach
      ? `${quoted(reach.column)} alone moves the answer most: from ${formatNumber(reach.low)} to ${formatNumber(reach.high)}.`
      : '';
  }
  const found = turningPoint(changes, scores, before);
  if (!found) return 'No single change within what was seen in training turns the answer over.';
  return `The smallest single change that turns it over: ${quoted(found.change.column)} from ${told(row[found.change.column])} to ${told(found.change.value)} makes it ${quoted(String(found.after.prediction))}.`;
}
