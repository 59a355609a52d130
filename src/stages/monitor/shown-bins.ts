import { sayerOf, type Sayable } from '../../core/say-value.ts';
import { sum } from '../../core/stats.ts';
import type { ReferenceColumn } from '../../predict/package-type.ts';
import {
  currentSize,
  referenceSize,
  type CurrentColumn,
  type CurrentLevels,
  type CurrentNumbers,
  type LevelReference,
  type NumberReference
} from './drift-test.ts';
import { countsUpTo, nearest, stepsOf } from './shares.ts';

/** A cell of a picture: the share of the rows in it, before and now; each sums to 1 over all cells. */
export interface ShownBin {
  readonly label: string;
  readonly reference: number;
  readonly current: number;
}

const CELLS = 10;
const MOST_LEVELS = 10;

/**
 * Both distributions of a column in the same cells, for looking at: about equal widths for numbers, the most common levels for categories. The
 * tests do not go by these cells. Empty when a side has no value.
 * @param column the column as it is now: times are labelled by their day
 */
export function shownBins(reference: ReferenceColumn, current: CurrentColumn, column: Sayable): ShownBin[] {
  if (referenceSize(reference) === 0 || currentSize(current) === 0) return [];
  if (reference.kind === 'number' && current.kind === 'number') return numberBins(reference, current, column);
  return reference.kind === 'category' && current.kind === 'category' ? levelBins(reference, current) : [];
}

/** Between the edges of the reference that lie nearest to equal widths, so that both sides are counted exactly; what lies outside has end cells. */
function numberBins(reference: NumberReference, { sorted }: CurrentNumbers, column: Sayable): ShownBin[] {
  const { edges, below } = reference;
  if (edges.length === 0) return [];
  const places = [...edges.keys()];
  const [low, high] = [edges[0]!, edges.at(-1)!];
  const wanted = Array.from({ length: CELLS - 1 }, (_, i) => low + (i * (high - low)) / (CELLS - 2));
  const chosen = [...new Set(wanted.map((border) => nearest(places, border, (i) => edges[i]!)))];
  const borders = chosen.map((i) => edges[i]!);
  const before = stepsOf([...chosen.map((i) => below[i]!), referenceSize(reference)]);
  const now = stepsOf([...countsUpTo(sorted, borders), sorted.length]);
  const name = sayerOf(column);
  const bins = Array.from(before, (count, i) => ({
    label: labelOf(borders, i, name),
    reference: count / referenceSize(reference),
    current: now[i]! / sorted.length
  }));
  return bins.filter((bin, i) => i < bins.length - 1 || bin.reference + bin.current > 0);
}

function labelOf(borders: readonly number[], cell: number, name: (value: number) => string): string {
  if (cell === 0) return `up to ${name(borders[0]!)}`;
  if (cell === borders.length) return `over ${name(borders[cell - 1]!)}`;
  return `${name(borders[cell - 1]!)} to ${name(borders[cell]!)}`;
}

/** The most common levels of both sides together; all others in one cell, with those that few training rows have. */
function levelBins({ counts, others }: LevelReference, current: CurrentLevels): ShownBin[] {
  const [allBefore, allNow] = [sum(counts) + others, sum(current.counts)];
  const levels = current.labels
    .map((label, i) => ({ label, reference: (counts[i] ?? 0) / allBefore, current: current.counts[i]! / allNow }))
    .sort((a, b) => b.reference + b.current - a.reference - a.current);
  if (levels.length <= MOST_LEVELS && others === 0) return levels;
  const shown = levels.slice(0, MOST_LEVELS - 1);
  const rest = levels.slice(MOST_LEVELS - 1);
  const shareOf = (side: 'reference' | 'current') => sum(rest.map((bin) => bin[side]));
  const name = others > 0 ? 'rarer ones' : `${rest.length} others`;
  return [...shown, { label: name, reference: shareOf('reference') + others / allBefore, current: shareOf('current') }];
}
