import { partOf, pause, type SeededContext } from '../../core/context.ts';
import { shuffled, type Rng } from '../../core/rng.ts';
import { deviation } from '../../core/stats.ts';
import type { BesideReal, SynthesisPrivacy } from '../../core/synthesis.ts';
import { allRows, gather, type Column, type Table } from '../../core/table.ts';
import { binomialCdf } from '../../kernels/distributions.ts';
import { wilson } from '../../kernels/intervals.ts';
import { mixedRows, nearestRows, type MixedRows } from '../../kernels/mixed-distance.ts';

/** Rows compared with each other, at most: made-up ones, and real ones of each kind. */
const MOST_MADE = 2_000;
const MOST_REAL = 10_000;
const ROWS_PER_PAUSE = 8;

/**
 * How near made-up rows come to those they were learned from, each figure beside what it would be of rows that copy nobody: of the rows held out. Numbers are
 * measured by their deviation times the square root of two, so that two rows at random differ by as much in a number as in a level.
 * Source: Platzer & Reutterer (2021), "Holdout-based empirical assessment of mixed-type synthetic data", for the share nearer to rows learned from;
 * Zhao et al. (2021), "CTAB-GAN", for the ratio of the two nearest distances.
 * @param made, learned, held tables of the same columns
 */
export async function closenessOf(made: Table, learned: Table, held: Table, context: SeededContext): Promise<SynthesisPrivacy> {
  const names = made.columns.filter(({ kind }) => kind === 'number' || kind === 'time' || kind === 'category').map(({ name }) => name);
  const units = unitsOf(learned);
  const rowsOf = (table: Table, most: number) => asRows(sampled(table, most, context.rng), names, units);
  const [own, from, others] = [rowsOf(made, MOST_MADE), rowsOf(learned, MOST_REAL), rowsOf(held, MOST_REAL)];
  const near = await nearestOf(own, from, others, partOf(context, 0, 0.7));
  const real = await ratiosOf(others.rows > MOST_MADE ? rowsOf(held, MOST_MADE) : others, from, partOf(context, 0.7, 1));
  const copies = copiesAmong(made, learned, names);
  const ofHeld = copiesAmong(held, learned, names);
  return {
    nearerToLearned: nearerShare(near, from.rows, others.rows),
    nearestOverSecond: { ...medianOf(near.ratios), ofReal: medianOf(real).value, n: near.ratios.length },
    copies: {
      value: copies / made.rows,
      ...wilson(copies, made.rows),
      ofReal: held.rows === 0 ? 0 : ofHeld / held.rows,
      n: made.rows
    },
    copied: copies
  };
}

function unitsOf({ columns }: Table): ReadonlyMap<string, number> {
  const spreads = columns.flatMap((column) => {
    if (column.kind !== 'number' && column.kind !== 'time') return [];
    const spread = deviation(
      column.values.filter((value) => !Number.isNaN(value)),
      0
    );
    return [[column.name, spread > 0 ? spread * Math.SQRT2 : 1] as const];
  });
  return new Map(spreads);
}

const asRows = (table: Table, names: readonly string[], units: ReadonlyMap<string, number>): MixedRows =>
  mixedRows(
    names.map((name) => table.columns.find((column) => column.name === name)!),
    table.rows,
    (name) => units.get(name)!
  );

const sampled = (table: Table, most: number, rng: Rng): Table =>
  table.rows <= most ? table : gather(table, shuffled(allRows(table.rows), rng).slice(0, most).sort());

interface Near {
  /** Which real row is the nearest of all: those learned from first, then those held out. */
  readonly nearest: Int32Array;
  readonly ratios: Float64Array;
}

async function nearestOf(own: MixedRows, from: MixedRows, others: MixedRows, context: SeededContext): Promise<Near> {
  const nearest = new Int32Array(own.rows);
  const ratios = new Float64Array(own.rows);
  for (let i = 0; i < own.rows; i++) {
    if (i % ROWS_PER_PAUSE === 0) await pause(context);
    context.onProgress(i / own.rows);
    const learned = nearestRows(own, i, from, 2, 1);
    const held = nearestRows(own, i, others, 1, 1);
    const difference = learned.squared[0]! - held.squared[0]!;
    const isLearned = difference < 0 || (difference === 0 && context.rng() < from.rows / (from.rows + others.rows));
    nearest[i] = isLearned ? learned.rows[0]! : from.rows + held.rows[0]!;
    ratios[i] = ratioOf(learned.squared);
  }
  return { nearest, ratios };
}

async function ratiosOf(rows: MixedRows, from: MixedRows, context: SeededContext): Promise<Float64Array> {
  const ratios = new Float64Array(rows.rows);
  for (let i = 0; i < rows.rows; i++) {
    if (i % ROWS_PER_PAUSE === 0) await pause(context);
    ratios[i] = ratioOf(nearestRows(rows, i, from, 2, 1).squared);
  }
  return ratios;
}

/** Two rows equally near, as two equal ones are, point at nobody: 1. */
const ratioOf = (squared: Float64Array): number => (squared[1]! > 0 ? Math.sqrt(squared[0]! / squared[1]!) : 1);

/**
 * Were nothing copied, each real row would be as likely to be the nearest as any other. Made-up rows that share their nearest row are no independent
 * witnesses: the interval counts as many rows as are worth as much.
 */
function nearerShare({ nearest }: Near, learned: number, held: number): BesideReal {
  const counts = new Map<number, number>();
  for (const row of nearest) counts.set(row, (counts.get(row) ?? 0) + 1);
  const squares = [...counts.values()].reduce((sum, count) => sum + count * count, 0);
  const worth = (nearest.length * nearest.length) / squares;
  const value = nearest.filter((row) => row < learned).length / nearest.length;
  return { value, ...wilson(value * worth, worth), ofReal: learned / (learned + held), n: nearest.length };
}

/** The middle value, with the interval of its place among the ordered values (the sign test turned round). */
function medianOf(values: Float64Array): { value: number; low: number; high: number; method: string } {
  const sorted = values.slice().sort();
  const n = sorted.length;
  let below = 0;
  while (below < n / 2 && binomialCdf(below, n, 0.5) <= 0.025) below++;
  const value = (sorted[(n - 1) >> 1]! + sorted[n >> 1]!) / 2;
  return { value, low: sorted[Math.max(0, below - 1)]!, high: sorted[Math.min(n - 1, n - below)]!, method: 'order statistics' };
}

/** Rows of `made` that equal some row of `real` in every column. */
function copiesAmong(made: Table, real: Table, names: readonly string[]): number {
  const known = new Set(keysOf(real, names));
  return keysOf(made, names).filter((key) => known.has(key)).length;
}

/** A number for each row that stands for its values: two rows of other values share one by chance in 2^53. */
function keysOf(table: Table, names: readonly string[]): Float64Array {
  const columns = names.map((name) => table.columns.find((column) => column.name === name)!);
  return Float64Array.from({ length: table.rows }, (_, row) => hashOfText(columns.map((column) => keyAt(column, row)).join('\u0000')));
}

/** 53 bits of two mixed 32-bit hashes. */
function hashOfText(text: string): number {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}

function keyAt(column: Column, row: number): string {
  if (column.kind === 'category') return column.codes[row]! < 0 ? '' : `=${column.labels[column.codes[row]!]!}`;
  return column.kind === 'number' || column.kind === 'time' ? String(column.values[row]) : '';
}
