import type { Metric } from '../../core/outcome.ts';
import { quantileSorted } from '../../core/stats.ts';
import type { CategoryColumn, Column, Table } from '../../core/table.ts';
import { normalQuantile } from '../../kernels/distributions.ts';

export interface Proxy {
  readonly column: string;
  /** Cramér's V, corrected for what chance adds: 0 where it says nothing of the group, 1 where it gives it away. */
  readonly strength: number;
}

export interface Proxies {
  /** Strongest first. */
  readonly columns: readonly Proxy[];
  /** How well all of them together tell the group: the mean over groups of the share told rightly, on rows left out; one over their number is chance. */
  readonly together: Metric;
  readonly chance: number;
}

const BINS = 10;
const FOLDS = 5;

/** With fewer rows a group can't be learned and told. */
const FEWEST = 10;

/**
 * What of the other columns gives a sensitive one away, so that leaving it out changes nothing. Numbers are cut into tenths. All together are read by a
 * naive Bayes over these bins, learned from four fifths of the rows and asked of the fifth.
 * Sources: Bergsma (2013), "A bias-correction for Cramér's V and Tschuprow's T"; for the question, Pedreschi, Ruggieri & Turini (2008),
 * "Discrimination-aware data mining".
 * @returns null with fewer than two groups of ten rows
 */
export function proxiesOf(inputs: Table, sensitive: CategoryColumn, level = 0.95): Proxies | null {
  const counts = new Uint32Array(sensitive.labels.length);
  for (const code of sensitive.codes) if (code >= 0) counts[code]! += 1;
  const groups = [...counts.keys()].filter((code) => counts[code]! >= FEWEST);
  if (groups.length < 2) return null;
  const rows = [...sensitive.codes.keys()].filter((row) => groups.includes(sensitive.codes[row]!));
  const groupOf = Int32Array.from(rows, (row) => groups.indexOf(sensitive.codes[row]!));
  const binned = inputs.columns
    .filter(({ name }) => name !== sensitive.name)
    .flatMap((column) => {
      const bins = binsOf(column, rows);
      return bins ? [{ column: column.name, ...bins }] : [];
    });
  const columns = binned
    .map(({ column, of, count }) => ({ column, strength: cramer(of, count, groupOf, groups.length) }))
    .sort((a, b) => b.strength - a.strength);
  return { columns, together: toldTogether(binned, groupOf, groups.length, level), chance: 1 / groups.length };
}

interface Bins {
  readonly of: Int32Array;
  readonly count: number;
}

/** A bin for each row, the last for gaps; null for texts and images. */
function binsOf(column: Column, rows: readonly number[]): Bins | null {
  if (column.kind === 'category') {
    const count = column.labels.length + 1;
    return { of: Int32Array.from(rows, (row) => (column.codes[row]! < 0 ? count - 1 : column.codes[row]!)), count };
  }
  if (column.kind !== 'number' && column.kind !== 'time') return null;
  const values = Float64Array.from(rows, (row) => column.values[row]!);
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return null;
  const edges = [...new Set(Array.from({ length: BINS - 1 }, (_, i) => quantileSorted(sorted, (i + 1) / BINS)))];
  const count = edges.length + 2;
  return { of: Int32Array.from(values, (value) => (Number.isNaN(value) ? count - 1 : edges.filter((edge) => value > edge).length)), count };
}

/** Cramér's V of two codings, corrected by Bergsma. */
export function cramer(a: Int32Array, levels: number, b: Int32Array, groups: number): number {
  const n = a.length;
  const cells = new Float64Array(levels * groups);
  const [rows, columns] = [new Float64Array(levels), new Float64Array(groups)];
  a.forEach((level, i) => {
    cells[level * groups + b[i]!]! += 1;
    rows[level]! += 1;
    columns[b[i]!]! += 1;
  });
  let phi = 0;
  cells.forEach((count, cell) => {
    const expected = (rows[Math.floor(cell / groups)]! * columns[cell % groups]!) / n;
    if (expected > 0) phi += (count - expected) ** 2 / expected / n;
  });
  const [r, c] = [rows.filter((count) => count > 0).length, columns.filter((count) => count > 0).length];
  const left = Math.max(0, phi - ((r - 1) * (c - 1)) / (n - 1));
  const [rFree, cFree] = [r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)];
  const most = Math.min(rFree, cFree) - 1;
  return most > 0 ? Math.sqrt(left / most) : 0;
}

/** Each fifth of the rows, dealt in turn within each group, is told by the others. */
function toldTogether(binned: readonly Bins[], groupOf: Int32Array, groups: number, level: number): Metric {
  const seen = new Uint32Array(groups);
  const foldOf = groupOf.map((group) => seen[group]!++ % FOLDS);
  const hits = new Float64Array(groups);
  for (let fold = 0; fold < FOLDS; fold++) {
    const score = learn(binned, groupOf, groups, (row) => foldOf[row] !== fold);
    groupOf.forEach((group, row) => {
      if (foldOf[row] === fold && score(row) === group) hits[group]! += 1;
    });
  }
  const shares = hits.map((count, group) => count / seen[group]!);
  const value = shares.reduce((sum, share) => sum + share, 0) / groups;
  const variance = shares.reduce((sum, share, group) => sum + (share * (1 - share)) / seen[group]!, 0) / groups ** 2;
  const half = normalQuantile(0.5 + level / 2) * Math.sqrt(variance);
  const method = 'naive Bayes over bins, five folds, normal interval';
  return { value, low: Math.max(0, value - half), high: Math.min(1, value + half), method, n: groupOf.length };
}

/** @returns the likeliest group of a row, all groups being as likely beforehand */
function learn(binned: readonly Bins[], groupOf: Int32Array, groups: number, isLearned: (row: number) => boolean): (row: number) => number {
  const totals = new Float64Array(groups);
  const tables = binned.map(({ count }) => new Float64Array(count * groups));
  groupOf.forEach((group, row) => {
    if (!isLearned(row)) return;
    totals[group]! += 1;
    binned.forEach(({ of }, j) => (tables[j]![of[row]! * groups + group]! += 1));
  });
  return (row) => {
    const scores = totals.map((total, group) =>
      binned.reduce((sum, { of, count }, j) => sum + Math.log((tables[j]![of[row]! * groups + group]! + 0.5) / (total + 0.5 * count)), 0)
    );
    return scores.indexOf(scores.reduce((top, score) => Math.max(top, score), -Infinity));
  };
}
