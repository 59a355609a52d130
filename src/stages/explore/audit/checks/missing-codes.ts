import { dayText } from '../../../../core/time-text.ts';
import { clockOf } from '../../../../core/time-zone.ts';
import type { Finding } from '../../../../core/finding.ts';
import type { Column, NumberColumn, TimeColumn } from '../../../../core/table.ts';
import { brief, counted, listed, quoted } from '../../../../core/words.ts';
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
  'not applicable',
  'not recorded',
  'not given',
  'no data',
  'no answer',
  'n\\a',
  'n/k',
  'tbd',
  'tba',
  '#null!',
  '#value!',
  '(blank)',
  '<na>',
  '...',
  'xx',
  '#n/a',
  ''
]);
/** Runs of nines, and -1: what people type where there is nothing. */
const isCode = (value: number) => /^-?9{2,}(\.0*)?$/.test(String(value)) || value === -1;

export const missingCodes: AuditCheck = {
  id: 'missing-codes',
  doc: 'Values that stand for "missing": -999, 9999, zero where nothing is near zero, days such as 1900-01-01 where nothing is near them, "?", "unknown".',
  run: (input) => input.features.flatMap((column) => codesIn(column, input))
};

function codesIn(column: Column, input: AuditInput): Finding[] {
  if (column.kind === 'number') return inNumbers(column, input);
  return column.kind === 'time' ? inTimes(column) : inLevels(column);
}

/** Days that programs write where there is none: the beginnings of their counts, and the end of all. */
const PLACEHOLDER = /^(0001-01-01|1899-12-3[01]|1900-01-01|1901-01-01|1970-01-01|2099-12-31|2999-12-31|9999-12-31)/;
const DAY = 86_400_000;

/** A placeholder stands at an end of the times, met three times at least, half a year and more from the next. */
function inTimes({ name, values, zone }: TimeColumn): Finding[] {
  const clock = clockOf(zone);
  const ends = endsOf(values);
  const count = values.reduce((total, value) => total + (value === value ? 1 : 0), 0);
  return [
    { value: ends.low, gap: ends.next - ends.low, rows: ends.lowRows },
    { value: ends.high, gap: ends.high - ends.before, rows: ends.highRows }
  ]
    .filter(
      ({ value, gap, rows }) =>
        rows >= 3 && gap > 182 * DAY && Number.isFinite(value) && PLACEHOLDER.test(new Date(clock(value)).toISOString())
    )
    .map(({ value, rows }) => finding(name, dayText(value, zone), rows, count, [new Date(value).toISOString()]));
}

function inNumbers(column: NumberColumn, { profile }: AuditInput): Finding[] {
  const stats = profile.columns[column.name] as NumberProfile;
  const spread = (stats.quantiles['0.75'] ?? NaN) - (stats.quantiles['0.25'] ?? NaN);
  const ends = endsOf(column.values);
  return [
    { value: ends.low, gap: ends.next - ends.low, rows: ends.lowRows },
    { value: ends.high, gap: ends.high - ends.before, rows: ends.highRows }
  ]
    .filter(({ value, gap, rows }) => stats.distinct > 10 && stands(value, gap, rows, spread, stats.count))
    .map(({ value, rows }) => finding(column.name, brief(value), rows, stats.count, [value]));
}

/** A code stands alone: nothing within its neighbourhood. Zero needs the same distance, and to be rare. */
function stands(value: number, gap: number, rows: number, spread: number, count: number): boolean {
  if (!(spread > 0)) return isCode(value) && Math.abs(value) > 1 && rows >= 3 && gap > 0.5 * Math.abs(value);
  if (value === 0) return gap > spread && rows >= 3 && rows <= 0.05 * count;
  // Below zero where nothing else is: an age of -1 among 18 to 80.
  if (isCode(value) && value < 0 && value + gap >= 0 && rows >= 3 && gap > Math.max(2, spread / 4)) return true;
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
  return [
    finding(
      column.name,
      listed(codes.map(({ label }) => quoted(label))),
      rows,
      present,
      codes.map(({ label }) => label)
    )
  ];
}

const finding = (column: string, what: string, rows: number, count: number, codes: readonly (string | number)[]): Finding => ({
  code: 'missing-codes',
  severity: 'warning',
  columns: [column],
  message: `${quoted(column)} holds ${what} in ${counted(rows, 'row')}, which looks like a code for “missing” or a cap.`,
  hint: 'If it is one, make it missing; if it is a real value, leave it.',
  evidence: { what, rows, share: rows / count, codes: [...codes] }
});
