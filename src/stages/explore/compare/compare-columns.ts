import type { ColumnComparison } from '../../../core/looks/comparison.ts';
import type { Pacer } from '../../../core/pacer.ts';
import { sayerOf } from '../../../core/say-value.ts';
import { quantileSorted } from '../../../core/stats.ts';
import { isMissing, type CategoryColumn, type Column } from '../../../core/table.ts';
import { percent, quoted } from '../../../core/words.ts';
import { correct } from '../../../kernels/correct-p-values.ts';
import { chiSquareSf, kolmogorovSf } from '../../../kernels/distributions.ts';
import { cliffsDelta, largestGap } from '../../../kernels/two-samples.ts';
import { cramersVInterval } from '../association/association-interval.ts';
import { cramersV } from '../association/cramers-v.ts';
import { sortPresent } from '../sorted.ts';

/** The same column on both sides. */
export interface ColumnPair {
  readonly first: Column;
  readonly second: Column;
}

type Found = Omit<ColumnComparison, 'pValue' | 'isDifferent'> & { readonly raw: number };
const LEVEL = 0.05;

/** Each column by its effect and a test, the p-values corrected for their number (Benjamini-Hochberg); largest effect first. Texts and images are left out. */
export async function compareColumns(pairs: readonly ColumnPair[], pace: Pacer): Promise<ColumnComparison[]> {
  const found: Found[] = [];
  for (const { first, second } of pairs) {
    const one = await comparePair(first, second, pace);
    if (one && Number.isFinite(one['effect'])) found.push(one);
  }
  const corrected = correct(
    found.map(({ raw }) => raw as number),
    'benjamini-hochberg'
  );
  return found
    .map(({ raw: _raw, ...entry }, i) => ({ ...entry, pValue: corrected[i]!, isDifferent: corrected[i]! < LEVEL }) as ColumnComparison)
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
}

async function comparePair(first: Column, second: Column, pace: Pacer): Promise<Found | null> {
  if (first.kind === 'category' && second.kind === 'category') return compareLevels(first, second);
  if ((first.kind !== 'number' && first.kind !== 'time') || second.kind !== first.kind) return null;
  const [a, b] = [await sortPresent(first.values, pace), await sortPresent(second.values, pace)];
  if (a.length < 2 || b.length < 2) return null;
  const statistic = largestGap({ first: a, second: b });
  const { value, low, high, method } = cliffsDelta({ first: a, second: b });
  const root = Math.sqrt((a.length * b.length) / (a.length + b.length));
  await pace((a.length + b.length) * 4);
  const way = value > 0 ? 'larger' : 'smaller';
  const share = percent((1 + Math.abs(value)) / 2);
  return {
    column: first.name,
    measure: 'cliff',
    effect: value,
    low,
    high,
    method,
    test: 'Kolmogorov–Smirnov',
    statistic,
    raw: kolmogorovSf(statistic * (root + 0.12 + 0.11 / root)),
    ...gaps(first, second),
    said: `median ${sayerOf(first)(quantileSorted(a, 0.5))} and ${sayerOf(second)(quantileSorted(b, 0.5))}; of a row from each side, the second has the ${way} value in ${share} of the pairs`
  };
}

function compareLevels(first: CategoryColumn, second: CategoryColumn): Found | null {
  const labels = [...new Set([...first.labels, ...second.labels])];
  const place = new Map(labels.map((label, code) => [label, code]));
  const recode = ({ codes, labels: own }: CategoryColumn) => Array.from(codes, (code) => (code < 0 ? -1 : place.get(own[code]!)!));
  const codes = Int32Array.from([...recode(first), ...recode(second)]);
  const side = Int32Array.from(codes, (_, row) => (row < first.codes.length ? 0 : 1));
  const { value, ...table } = cramersV({ codes, levels: labels.length }, { codes: side, levels: 2 });
  if (!Number.isFinite(value)) return null;
  const { low, high, method } = cramersVInterval(table);
  return {
    column: first.name,
    measure: 'cramers-v',
    effect: value,
    low,
    high,
    method,
    test: 'Chi-square',
    statistic: table.chiSquare,
    raw: chiSquareSf(table.chiSquare, table.df),
    ...gaps(first, second),
    said: levelsSaid(labels, codes, first.codes.length)
  };
}

/** The level whose share moved most. */
function levelsSaid(labels: readonly string[], codes: Int32Array, split: number): string {
  const counts = [new Float64Array(labels.length), new Float64Array(labels.length)] as const;
  codes.forEach((code, row) => (code >= 0 ? counts[row < split ? 0 : 1][code]!++ : undefined));
  const shares = counts.map((side) => {
    const all = side.reduce((total, count) => total + count, 0);
    return side.map((count) => count / Math.max(1, all));
  });
  const moved = (code: number) => Math.abs(shares[1]![code]! - shares[0]![code]!);
  const most = labels.reduce((best, _, code) => (moved(code) > moved(best) ? code : best), 0);
  return `${quoted(labels[most]!)} in ${percent(shares[0]![most]!)} and ${percent(shares[1]![most]!)} of the rows`;
}

const shareMissing = (column: Column): number => {
  const rows = column.kind === 'category' ? column.codes.length : (column as { values: Float64Array }).values.length;
  let missing = 0;
  for (let row = 0; row < rows; row++) if (isMissing(column, row)) missing++;
  return rows > 0 ? missing / rows : 0;
};
const gaps = (first: Column, second: Column) => ({ missingFirst: shareMissing(first), missingSecond: shareMissing(second) });
