import type { AnomalyReason } from '../../../core/anomaly-findings.ts';
import { gather, isMissing, type Column, type Table } from '../../../core/table.ts';
import { median } from '../../../core/stats.ts';
import { brief, quoted } from '../../../core/words.ts';
import { openScorer } from '../../scoring/open-scorer.ts';
import type { Study } from '../study.ts';
import type { AnomalyTaskFit } from './anomaly-fit.ts';

const MOST = 4;
const LEAST_SHARE = 0.05;
/** Turns a median distance from the median into a deviation, for normal values. */
const NORMAL = 1.4826;

/**
 * What makes rows strange, column by column: how much less strange each would be with the usual value there. Where the model can't answer new rows, how far
 * the value lies from the usual one, in robust deviations.
 */
export async function reasonsFor(rows: readonly number[], { pkg, scores }: AnomalyTaskFit, { inputs }: Study): Promise<AnomalyReason[][]> {
  const own = gather(inputs, rows);
  const usual = inputs.columns.map(usualOf);
  const parts = pkg ? await losses(own, usual, pkg, rows.map((row) => scores[row]!)) : inputs.columns.map((column) => distances(column, rows)); // prettier-ignore
  return rows.map((_, i) => {
    const total = parts.reduce((sum, part) => sum + Math.max(0, part[i]!), 0);
    const all = own.columns.map((column, j) => ({
      column: column.name,
      share: total > 0 ? Math.max(0, parts[j]![i]!) / total : 0,
      words: wordsOf(column, i, usual[j]!)
    }));
    return all
      .filter(({ share }) => share >= LEAST_SHARE)
      .sort((a, b) => b.share - a.share)
      .slice(0, MOST);
  });
}

/** The median, or the most common level; null for what has neither. */
function usualOf(column: Column): number | null {
  if (column.kind === 'number' || column.kind === 'time') return median(column.values);
  if (column.kind !== 'category') return null;
  const counts = new Float64Array(column.labels.length);
  for (const code of column.codes) if (code >= 0) counts[code]!++;
  return counts.indexOf(Math.max(...counts));
}

/** For each column what every row loses of its score with the usual value there. */
async function losses(
  own: Table,
  usual: readonly (number | null)[],
  pkg: NonNullable<AnomalyTaskFit['pkg']>,
  scores: readonly number[]
): Promise<number[][]> {
  const scorer = await openScorer(pkg);
  return own.columns.map((column, j) => {
    const value = usual[j]!;
    if (value === null) return scores.map(() => 0);
    const columns = own.columns.map((other) => (other === column ? filled(column, value) : other));
    const answer = scorer.scoreTable({ rows: own.rows, columns });
    return answer.kind === 'numbers' ? scores.map((score, i) => score - answer.values[i]!) : scores.map(() => 0);
  });
}

function filled(column: Column, value: number): Column {
  if (column.kind === 'category') return { ...column, codes: column.codes.map(() => value) };
  return column.kind === 'number' || column.kind === 'time' ? { ...column, values: column.values.map(() => value) } : column;
}

function distances(column: Column, rows: readonly number[]): number[] {
  if (column.kind !== 'number' && column.kind !== 'time') return rows.map(() => 0);
  const middle = median(column.values);
  const spread = NORMAL * median(column.values.map((value) => Math.abs(value - middle)));
  return rows.map((row) =>
    spread > 0 && Number.isFinite(column.values[row]!) ? Math.max(0, Math.abs(column.values[row]! - middle) / spread - 1) : 0
  );
}

function wordsOf(column: Column, i: number, usual: number | null): string {
  const name = quoted(column.name);
  if (isMissing(column, i)) return `${name} is missing`;
  if (column.kind === 'number' && usual !== null) return `${name} is ${brief(column.values[i]!)}, usually about ${brief(usual)}`;
  if (column.kind === 'category' && usual !== null)
    return column.codes[i] === usual ? `${name} is ${quoted(column.labels[usual]!)} beside these values` : `${name} is ${quoted(column.labels[column.codes[i]!]!)}, usually ${quoted(column.labels[usual]!)}`; // prettier-ignore
  return `${name} is unusual`;
}
