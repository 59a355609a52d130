import type { LinkedColumn } from '../../../app/api/exploring.ts';
import { formatNumber } from '../../../charts/format.ts';
import { quoteName, quoteText } from '../../../core/expression/syntax.ts';
import { momentText, timeText } from '../../../core/time-text.ts';
import { listedNames, quoted } from '../../../core/words.ts';

/** The bins that are kept of each column that has a filter; by name, and a column may be called "constructor". */
export type Filters = ReadonlyMap<string, readonly number[]>;

export const noFilters: Filters = new Map();

export const filtersOf = (filters: Filters, names: readonly string[]): Filters =>
  new Map([...filters].filter(([name]) => names.includes(name)));

export const binsFrom = (first: number, last: number): number[] =>
  Array.from({ length: Math.abs(last - first) + 1 }, (_, i) => Math.min(first, last) + i);

/** The same filters with those of one column put in the place of what it had; all of its bins, or none, is no filter. */
export function withFilter(filters: Filters, { name, missingBin, hasMissing }: LinkedColumn, bins: readonly number[]): Filters {
  const next = new Map(filters);
  const all = missingBin + (hasMissing ? 1 : 0);
  if (bins.length === 0 || bins.length >= all) next.delete(name);
  else
    next.set(
      name,
      [...bins].sort((a, b) => a - b)
    );
  return next;
}

export type MeasuredColumn = LinkedColumn & { kind: 'number' | 'time' };

/** The edge of a bin, as the clocks of the column's zone show it. */
export function edgeText({ kind, edges, zone }: MeasuredColumn, at: number): string {
  const edge = edges[at]!;
  return kind === 'time' ? momentText(edge, zone, edges[1]! - edges[0]!) : formatNumber(Number(edge.toPrecision(4)));
}

/** "“carat” 0.5 to 1.2" */
export function filterWords(column: LinkedColumn, bins: readonly number[]): string {
  const present = bins.filter((bin) => bin < column.missingBin);
  const gap = bins.includes(column.missingBin) ? (present.length > 0 ? ' or missing' : ' missing') : '';
  if (column.kind === 'category') return `${quoted(column.name)} ${listedNames(present.map((bin) => column.labels[bin]!), 4)}${gap}`.trim(); // prettier-ignore
  const [first, last] = [present[0], present.at(-1)];
  if (first === undefined || last === undefined) return `${quoted(column.name)}${gap}`;
  const low = first === 0 && column.beyond.low ? null : edgeText(column, first);
  const high = last === column.missingBin - 1 && column.beyond.high ? null : edgeText(column, last + 1);
  const range = low === null ? (high === null ? 'any value' : `up to ${high}`) : high === null ? `from ${low}` : `${low} to ${high}`;
  return `${quoted(column.name)} ${range}${gap}`;
}

/** The rows that are kept, as a condition of the expression language; null where the bins can't be written as one. */
export function conditionOf(columns: readonly LinkedColumn[], filters: Filters): string | null {
  const parts: string[] = [];
  for (const column of columns) {
    const bins = filters.get(column.name);
    if (!bins) continue;
    const part = partOf(column, bins);
    if (part === null) return null;
    parts.push(part);
  }
  return parts.length === 0 ? null : parts.join(' and ');
}

function partOf(column: LinkedColumn, bins: readonly number[]): string | null {
  const name = quoteName(column.name);
  const present = bins.filter((bin) => bin < column.missingBin);
  const ofValues =
    present.length === 0 ? null : column.kind === 'category' ? levelsPart(column, name, present) : rangePart(column, name, present);
  const ofGaps = bins.includes(column.missingBin) ? `isMissing(${name})` : null;
  if (present.length > 0 && ofValues === null) return null;
  const both = [ofValues, ofGaps].filter((part) => part !== null);
  return both.length === 2 ? `(${both.join(' or ')})` : (both[0] ?? null);
}

/** The levels that share the last bin have no names of their own here: all but the named others. */
function levelsPart(column: LinkedColumn & { kind: 'category' }, name: string, bins: readonly number[]): string {
  const restBin = column.restLevels > 0 ? column.missingBin - 1 : -1;
  const list = (chosen: readonly number[]) => `(${chosen.map((bin) => quoteText(column.labels[bin]!)).join(', ')})`;
  if (!bins.includes(restBin)) return `${name} in ${list(bins)}`;
  const others = column.labels.map((_, bin) => bin).filter((bin) => bin !== restBin && !bins.includes(bin));
  return others.length === 0 ? `not isMissing(${name})` : `${name} not in ${list(others)}`;
}

function rangePart(column: MeasuredColumn, name: string, bins: readonly number[]): string | null {
  const [first, last] = [bins[0]!, bins.at(-1)!];
  if (last - first + 1 !== bins.length) return null;
  const literal = (at: number) =>
    column.kind === 'time' ? quoteText(literalOf(column.edges[at]!, column.zone)) : String(column.edges[at]!);
  const isLastEdge = last === column.missingBin - 1;
  const low = first === 0 ? null : `${name} >= ${literal(first)}`;
  const high = isLastEdge ? null : `${name} < ${literal(last + 1)}`;
  const both = [low, high].filter((part) => part !== null);
  return both.length === 0 ? `not isMissing(${name})` : both.join(' and ');
}

const literalOf = (time: number, zone: string | undefined): string =>
  zone === undefined ? new Date(time).toISOString() : timeText(time, zone);
