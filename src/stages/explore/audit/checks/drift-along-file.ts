import type { Finding } from '../../../../core/finding.ts';
import { allRows, type Column } from '../../../../core/table.ts';
import { brief, counted, listed, listedNames, quoted } from '../../../../core/words.ts';
import { correct } from '../../../../kernels/correct-p-values.ts';
import { chiSquareSf, normalSf } from '../../../../kernels/distributions.ts';
import { ranksOf } from '../../row-order/likeness.ts';
import { sortKeys } from '../../row-order/sort-keys.ts';
import { evenRows, valuesAt } from '../../even-sample.ts';
import type { AuditCheck, AuditInput } from '../audit-check.ts';

const FEWEST_ROWS = 100;
/** Rows that are looked at; the bounds are about the size of what is found, which a sample tells well. */
const MOST_ROWS = 20_000;
const MOST_LEVELS = 30;
const BLOCKS = 10;
/** Weaker than this a drift changes no decision. */
const RHO = 0.25;
const CRAMERS_V = 0.2;
const CHANCE = 0.001;

interface Drift {
  readonly name: string;
  readonly measure: 'rank correlation' | "Cramér's V";
  readonly value: number;
  readonly pValue: number;
}

/** Values that go with the place of the row in the file. What the file is sorted by is told by another check, and is no drift. */
export const driftAlongFile: AuditCheck = {
  id: 'drift-along-file',
  doc: 'Columns that go with the row number though the file is not sorted: rank correlation of 0.25, or a Cramér’s V of 0.2 over tenths of the file, p below 0.001 corrected for all columns (Holm).',
  async run(input) {
    const { table, schema, pace } = input;
    if (table.rows < FEWEST_ROWS || sortKeys(table).length > 0 || table.columns.some(isInOrder)) return [];
    const rows = evenRows(table.rows, MOST_ROWS) ?? allRows(table.rows);
    const skipped = new Set(schema.filter(({ role }) => role === 'id' || role === 'time' || role === 'ignore').map(({ name }) => name));
    const measured: Drift[] = [];
    for (const column of table.columns) {
      const drift = skipped.has(column.name) ? null : driftOf(column, rows);
      if (drift) measured.push(drift);
      await pace(rows.length * 40);
    }
    const corrected = correct(
      measured.map(({ pValue }) => pValue),
      'holm'
    );
    const found = measured.filter(
      ({ measure, value }, i) => corrected[i]! < CHANCE && Math.abs(value) >= (measure === 'rank correlation' ? RHO : CRAMERS_V)
    );
    return found.length === 0 ? [] : [finding(found, measured.length, input)];
  }
};

/** From row to row the values never fall, or never rise: the file is sorted by them. */
function isInOrder(column: Column): boolean {
  if (column.kind !== 'number' && column.kind !== 'time') return false;
  let [rises, falls, last] = [false, false, NaN];
  for (const value of column.values) {
    if (value > last) rises = true;
    else if (value < last) falls = true;
    if (rises && falls) return false;
    if (value === value) last = value;
  }
  return rises || falls;
}

function driftOf(column: Column, rows: Uint32Array): Drift | null {
  if (column.kind === 'number') return rankDrift(column.name, valuesAt(column.values, rows));
  if (column.kind === 'category' && column.labels.length > 1 && column.labels.length <= MOST_LEVELS)
    return levelDrift(
      column.name,
      Int32Array.from(rows, (row) => column.codes[row]!),
      column.labels.length
    );
  return null;
}

/** Spearman's correlation of the value with its place; under chance its size is 1 / sqrt(n - 1). */
function rankDrift(name: string, values: Float64Array): Drift | null {
  const present = values.filter((value) => value === value);
  if (present.length < FEWEST_ROWS) return null;
  const ranks = ranksOf(present);
  const middle = (present.length + 1) / 2;
  let [product, squares, places] = [0, 0, 0];
  for (let i = 0; i < ranks.length; i++) {
    product += (ranks[i]! - middle) * (i + 1 - middle);
    squares += (ranks[i]! - middle) ** 2;
    places += (i + 1 - middle) ** 2;
  }
  if (squares === 0) return null;
  const value = product / Math.sqrt(squares * places);
  return { name, measure: 'rank correlation', value, pValue: 2 * normalSf(Math.abs(value) * Math.sqrt(present.length - 1)) };
}

/** Levels over tenths of the file. */
function levelDrift(name: string, codes: Int32Array, levels: number): Drift | null {
  const counts = new Float64Array(BLOCKS * levels);
  const [blocks, totals] = [new Float64Array(BLOCKS), new Float64Array(levels)];
  let n = 0;
  codes.forEach((code, i) => {
    if (code < 0) return;
    const block = Math.floor((i * BLOCKS) / codes.length);
    counts[block * levels + code]!++;
    blocks[block]!++;
    totals[code]!++;
    n++;
  });
  const used = totals.filter((count) => count > 0).length;
  if (n < FEWEST_ROWS || used < 2) return null;
  const expected = (at: number) => (blocks[Math.floor(at / levels)]! * totals[at % levels]!) / n;
  const statistic = counts.reduce((sum, count, at) => (expected(at) > 0 ? sum + (count - expected(at)) ** 2 / expected(at) : sum), 0);
  const least = Math.min(used, BLOCKS) - 1;
  return {
    name,
    measure: "Cramér's V",
    value: Math.sqrt(statistic / (n * least)),
    pValue: chiSquareSf(statistic, (BLOCKS - 1) * (used - 1))
  };
}

function finding(found: readonly Drift[], tested: number, { target }: AuditInput): Finding {
  const sorted = found.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const shown = sorted.slice(0, 3).map(({ name, measure, value }) => `${quoted(name)} (${measure} ${brief(value)})`);
  const isAnswer = found.some(({ name }) => name === target?.column.name);
  return {
    code: 'drift-along-file',
    severity: isAnswer || found.length >= tested / 2 ? 'warning' : 'info',
    columns: sorted.map(({ name }) => name),
    message: `${counted(found.length, 'column')} of ${tested} ${found.length === 1 ? 'changes' : 'change'} along the file: ${listed(shown)}. Early and late rows are not alike.`,
    hint: `Find out what changed on the way: another source, another device, another time. ${isAnswer ? 'The answer changes with it, so split by time, or' : 'If the model will meet later rows, split by time, or'} add what changed as a column; ${listedNames(sorted.slice(0, 1).map(({ name }) => name))} shows it most.`,
    evidence: { tested, columns: sorted.map(({ name, measure, value, pValue }) => ({ name, measure, value, pValue })) }
  };
}
