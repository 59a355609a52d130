import type { Finding } from '../../../../core/finding.ts';
import type { Column, NumberColumn } from '../../../../core/table.ts';
import { brief, counted, listed } from '../../../../core/words.ts';
import type { AuditCheck, AuditInput } from '../audit-check.ts';
import { countLevels } from '../../columns/category.ts';
import type { NumberProfile } from '../../profile-type.ts';

const WORDS = new Set([
  '?',
  '-',
  '--',
  '.',
  'na',
  'n/a',
  'n.a.',
  'nan',
  'null',
  'none',
  'nil',
  'missing',
  'unknown',
  'unk',
  'not available',
  'not known',
  'undefined',
  '#n/a',
  ''
]);
/** Runs of nines, and -1: what people type where there is nothing. */
const isCode = (value: number) => /^-?9{2,}(\.0*)?$/.test(String(value)) || value === -1;

export const missingCodes: AuditCheck = {
  id: 'missing-codes',
  doc: 'Values that stand for "missing": -999, 9999, zero where nothing is near zero, "?", "unknown".',
  run: (input) => input.features.flatMap((column) => (column.kind === 'number' ? inNumbers(column, input) : inLevels(column)))
};

function inNumbers(column: NumberColumn, { profile }: AuditInput): Finding[] {
  const stats = profile.columns[column.name] as NumberProfile;
  const spread = (stats.quantiles['0.75'] ?? NaN) - (stats.quantiles['0.25'] ?? NaN);
  const ends = endsOf(column.values);
  return [
    { value: ends.low, gap: ends.next - ends.low, rows: ends.lowRows },
    { value: ends.high, gap: ends.high - ends.before, rows: ends.highRows }
  ]
    .filter(({ value, gap, rows }) => stats.distinct > 10 && stands(value, gap, rows, spread, stats.count))
    .map(({ value, rows }) => finding(column.name, brief(value), rows, stats.count));
}

/** A code stands alone: nothing within its neighbourhood. Zero needs the same distance, and to be rare. */
function stands(value: number, gap: number, rows: number, spread: number, count: number): boolean {
  if (!(spread > 0)) return isCode(value) && Math.abs(value) > 1 && rows >= 3 && gap > 0.5 * Math.abs(value);
  if (value === 0) return gap > spread && rows >= 3 && rows <= 0.05 * count;
  return isCode(value) && rows >= 2 && gap > spread;
}

/** The two smallest and the two largest different values. */
function endsOf(values: Float64Array) {
  let [low, next, high, before] = [Infinity, Infinity, -Infinity, -Infinity];
  let [lowRows, highRows] = [0, 0];
  for (const value of values) {
    if (value < low) [next, low, lowRows] = [low, value, 0];
    else if (value > low && value < next) next = value;
    if (value > high) [before, high, highRows] = [high, value, 0];
    else if (value < high && value > before) before = value;
    if (value === low) lowRows++;
    if (value === high) highRows++;
  }
  return { low, next, lowRows, high, before, highRows };
}

function inLevels(column: Column): Finding[] {
  if (column.kind !== 'category') return [];
  const counts = countLevels(column);
  const codes = column.labels.flatMap((label, code) =>
    WORDS.has(label.trim().toLowerCase()) && counts[code]! > 0 ? [{ label, count: counts[code]! }] : []
  );
  if (codes.length === 0) return [];
  const present = counts.reduce((total, count) => total + count, 0);
  const rows = codes.reduce((total, { count }) => total + count, 0);
  return [finding(column.name, listed(codes.map(({ label }) => `"${label}"`)), rows, present)];
}

const finding = (column: string, what: string, rows: number, count: number): Finding => ({
  code: 'missing-codes',
  severity: 'warning',
  columns: [column],
  message: `${column} holds ${what} in ${counted(rows, 'row')}, which looks like a code for "missing" or a cap.`,
  hint: 'If it is one, import again with it among the missing values; if it is a real value, leave it.',
  evidence: { what, rows, share: rows / count }
});
