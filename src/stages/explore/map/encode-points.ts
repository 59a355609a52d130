import type { Pacer } from '../../../core/pacer.ts';
import type { CategoryColumn, NumberColumn, Table, TimeColumn } from '../../../core/table.ts';
import { quoted } from '../../../core/words.ts';
import { countLevels } from '../columns/category.ts';

/** Levels of a category that get an axis of their own; the others share one. */
const MOST_LEVELS = 20;
const MOST_AXES = 120;

/** One axis of the space the rows live in. */
interface Axis {
  readonly what: string;
  /** @returns the coordinate of a row; gaps lie at the mean, 0 */
  readonly at: (row: number) => number;
}

export interface Encoding {
  readonly columns: readonly string[];
  readonly axes: readonly Axis[];
  readonly leftOut: readonly string[];
}

export const ENCODING =
  'Numbers and times are standardised, a gap lies at the mean. A category has an axis for each of its 20 commonest values and one for the rest, scaled so that the category as a whole spreads as much as one number.';

/** How rows become points; nothing is copied. Columns that do not vary are left out, and so are those beyond 120 axes. */
export async function encodePoints(table: Table, pace: Pacer): Promise<Encoding> {
  const axes: Axis[] = [];
  const columns: string[] = [];
  const leftOut: string[] = [];
  for (const column of table.columns) {
    const own =
      column.kind === 'category' ? levelAxes(column) : column.kind === 'number' || column.kind === 'time' ? numberAxis(column) : [];
    await pace(table.rows * 3);
    if (own.length === 0) continue;
    if (axes.length + own.length > MOST_AXES) leftOut.push(column.name);
    else {
      axes.push(...own);
      columns.push(column.name);
    }
  }
  return { columns, axes, leftOut };
}

function numberAxis({ name, values }: NumberColumn | TimeColumn): Axis[] {
  let [n, total] = [0, 0];
  for (const value of values) if (value === value) [n, total] = [n + 1, total + value];
  const mean = total / n;
  let squares = 0;
  for (const value of values) if (value === value) squares += (value - mean) ** 2;
  const spread = Math.sqrt(squares / n);
  if (!(spread > 0) || !Number.isFinite(spread)) return [];
  const at = (row: number) => {
    const place = (values[row]! - mean) / spread;
    return Number.isNaN(place) ? 0 : place;
  };
  return [{ what: quoted(name), at }];
}

function levelAxes(column: CategoryColumn): Axis[] {
  const counts = countLevels(column);
  const present = [...counts.keys()].filter((code) => counts[code]! > 0).sort((a, b) => counts[b]! - counts[a]!);
  const n = present.reduce((total, code) => total + counts[code]!, 0);
  if (present.length < 2) return [];
  const slot = new Int32Array(counts.length).fill(MOST_LEVELS);
  present.slice(0, MOST_LEVELS).forEach((code, at) => (slot[code] = at));
  const width = Math.min(present.length, MOST_LEVELS + 1);
  const shares = new Float64Array(width);
  for (const code of present) shares[Math.min(slot[code]!, width - 1)]! += counts[code]! / n;
  const scale = 1 / Math.sqrt(shares.reduce((total, share) => total + share * (1 - share), 0));
  return Array.from(shares, (share, at): Axis => {
    const what =
      at < MOST_LEVELS ? `${quoted(column.name)} ${quoted(column.labels[present[at]!]!)}` : `${quoted(column.name)}, rarer values`;
    return {
      what,
      at: (row) => {
        const code = column.codes[row]!;
        return code < 0 ? 0 : ((slot[code] === at ? 1 : 0) - share) * scale;
      }
    };
  });
}
