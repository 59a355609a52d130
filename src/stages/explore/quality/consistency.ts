import type { QualityAxis, QualityFault } from '../../../core/looks/quality.ts';
import type { Pacer } from '../../../core/pacer.ts';
import type { CategoryColumn, Table } from '../../../core/table.ts';
import { counted, quoted } from '../../../core/words.ts';
import { sameWhenTidy } from '../audit/checks/untidy-levels.ts';
import { countLevels } from '../columns/category.ts';
import { axisOf, notJudged } from './axis.ts';

const MOST_COLUMNS = 20;
const MOST_LEVELS = 2000;
/** A rule that more rows break than this is no rule. */
const MOST_BREAKERS = 0.01;
const ROWS_PER_LEVEL = 5;

/** Rows whose categories are spelled as most are, and that keep what nearly all rows keep: that one column settles another. */
export async function consistency(table: Table, pace: Pacer): Promise<QualityAxis> {
  const categories = table.columns.filter((column): column is CategoryColumn => column.kind === 'category');
  if (categories.length === 0 || table.rows === 0)
    return notJudged('consistency', 'row', 'No column of categories: there is nothing that could be said in two ways.');
  const bad = new Uint8Array(table.rows);
  const faults: QualityFault[] = [];
  for (const column of categories) {
    const count = markSpellings(column, bad);
    if (count > 0) faults.push({ what: `${counted(count, 'second spelling')} in ${quoted(column.name)}`, column: column.name, count });
    await pace(table.rows * 2);
  }
  const usable = categories.filter(({ labels }) => labels.length > 1 && labels.length <= MOST_LEVELS).slice(0, MOST_COLUMNS);
  for (const from of usable) {
    for (const to of usable) {
      if (from === to || from.labels.length <= to.labels.length || table.rows < ROWS_PER_LEVEL * from.labels.length) continue;
      const count = markBreakers(from, to, bad);
      const what = `${counted(count, 'row')} where ${quoted(from.name)} goes with another ${quoted(to.name)} than elsewhere`;
      if (count > 0) faults.push({ what, column: to.name, count });
      await pace(table.rows * 6);
    }
  }
  const good = table.rows - bad.reduce((total, one) => total + one, 0);
  const said = 'Rows that spell each category as most rows do, and that keep what at least 99 % of rows keep: one column settling another.';
  return axisOf('consistency', { good, of: table.rows, unit: 'row' }, said, faults);
}

/** Marks rows with a spelling that is not the commonest of its kind. @returns how many */
function markSpellings(column: CategoryColumn, bad: Uint8Array): number {
  const groups = sameWhenTidy(column.labels);
  if (groups.length === 0) return 0;
  const counts = countLevels(column);
  const codeOf = new Map(column.labels.map((label, code) => [label, code]));
  const second = new Uint8Array(column.labels.length);
  for (const group of groups) {
    const codes = group.map((label) => codeOf.get(label)!);
    const first = codes.reduce((best, code) => (counts[code]! > counts[best]! ? code : best));
    for (const code of codes) if (code !== first) second[code] = 1;
  }
  return mark(bad, (row) => column.codes[row]! >= 0 && second[column.codes[row]!] === 1);
}

/** Marks rows that break "each value of one column goes with one value of the other", where nearly all keep it. @returns how many */
function markBreakers(from: CategoryColumn, to: CategoryColumn, bad: Uint8Array): number {
  const width = to.labels.length;
  if (from.labels.length * width > 4_000_000) return 0;
  const counts = new Uint32Array(from.labels.length * width);
  let n = 0;
  from.codes.forEach((code, row) => {
    const other = to.codes[row]!;
    if (code < 0 || other < 0) return;
    counts[code * width + other]!++;
    n++;
  });
  const usual = from.labels.map((_, code) => largest(counts.subarray(code * width, (code + 1) * width)));
  const breakers = n - usual.reduce((total, at, code) => total + counts[code * width + at]!, 0);
  const commonest = Math.max(...countLevels(to)) / Math.max(1, n);
  if (n === 0 || breakers === 0 || breakers > MOST_BREAKERS * n || commonest > 0.9) return 0;
  return mark(bad, (row) => from.codes[row]! >= 0 && to.codes[row]! >= 0 && usual[from.codes[row]!] !== to.codes[row]);
}

function largest(counts: Uint32Array): number {
  let best = 0;
  for (let i = 1; i < counts.length; i++) if (counts[i]! > counts[best]!) best = i;
  return best;
}

function mark(bad: Uint8Array, isBad: (row: number) => boolean): number {
  let count = 0;
  for (let row = 0; row < bad.length; row++) {
    if (!isBad(row)) continue;
    bad[row] = 1;
    count++;
  }
  return count;
}
