import type { NumberOutcome } from '../../../core/outcome.ts';
import { median } from '../../../core/stats.ts';
import { byPlaces, sayGroups, type GroupedLimits } from './group-rows.ts';
import { conformalQuantile } from './level.ts';
import { countedRows } from './widths.ts';

/** Fewest rows that can promise 95 in 100. */
export const FEWEST_FOR_ENDS = 19;

export interface FittedMargins {
  readonly method: string;
  /** One for each place of a package's groups. */
  readonly margins: Float64Array;
  readonly n: number;
}

/**
 * How far learned quantiles have to be moved apart (or may be moved together) until 95 of 100 rows lie between them.
 * Source: Romano, Patterson & Candès (2019), "Conformalized quantile regression", section 3, with quantiles said of rows left out of folds in place of one held-out part.
 * @param low the lower quantile beside the truth, of rows that neither had learned from; `high` the upper one of the same rows. Where they cross they change places
 */
export function fitMargins(low: NumberOutcome, high: NumberOutcome, grouped: GroupedLimits | null = null): FittedMargins | null {
  const { actual } = low;
  const rows = countedRows(low);
  if (rows.length < FEWEST_FOR_ENDS) return null;
  const beyond = actual.map((value, row) => {
    const [a, b] = [low.predicted[row]!, high.predicted[row]!];
    return Math.max(Math.min(a, b) - value, value - Math.max(a, b));
  });
  const margins = byPlaces(rows, grouped, (own) => Float64Array.of(conformalQuantile(Float64Array.from(own, (row) => beyond[row]!))));
  return { method: sayMargins('learned quantiles', grouped), margins, n: rows.length };
}

export const sayMargins = (between: string, grouped: GroupedLimits | null): string =>
  `conformal, between ${between}${sayGroups(grouped)}, on rows left out of folds`;

/** A row is never said to be missed by less than this share of the usual miss: a measure near zero would make of any miss a huge one. */
const LEAST_OF_USUAL = 0.1;

/**
 * How many times its learned size a miss may be until 95 of 100 rows are within.
 * Sources: Papadopoulos, Gammerman & Vovk (2008), "Normalized nonconformity measures for regression conformal prediction"; Lei, G'Sell, Rinaldo, Tibshirani &
 * Wasserman (2018), "Distribution-free predictive inference for regression", section 5.2.
 * @param sizes how far each row was missed, and how far a model that had not seen that says it would be
 */
export function fitScale(sizes: NumberOutcome, grouped: GroupedLimits | null = null): (FittedMargins & { readonly least: number }) | null {
  const rows = countedRows(sizes);
  if (rows.length < FEWEST_FOR_ENDS) return null;
  const usual = median(Float64Array.from(rows, (row) => sizes.actual[row]!));
  const least = usual > 0 ? LEAST_OF_USUAL * usual : Number.MIN_VALUE;
  const multiple = (row: number) => sizes.actual[row]! / Math.max(least, sizes.predicted[row]!);
  const margins = byPlaces(rows, grouped, (own) => Float64Array.of(conformalQuantile(Float64Array.from(own, multiple))));
  if (!margins.every(Number.isFinite)) return null;
  return {
    method: `conformal, by a learned size of the misses${sayGroups(grouped)}, on rows left out of folds`,
    margins,
    least,
    n: rows.length
  };
}

/** Misses kept of all folds together: more of them would make a package large and its ends no better. */
const MOST_MISSES = 2_000;

/**
 * The sizes of misses on rows left out of each fold, ascending, as CV+ needs them.
 * @param folds the rows of each fold beside what its model says of them
 * @param grouped the groups of all these rows, one fold behind the other
 * @returns a list a fold for each place of a package's groups, the last of all rows
 */
export function fitPlus(
  folds: readonly NumberOutcome[],
  grouped: GroupedLimits | null = null
): { readonly misses: Float64Array[]; readonly method: string; readonly n: number } | null {
  const counted = folds.map(countedRows);
  const n = counted.reduce((sum, rows) => sum + rows.length, 0);
  if (n < FEWEST_FOR_ENDS) return null;
  const starts = folds.map((_, k) => folds.slice(0, k).reduce((sum, { actual }) => sum + actual.length, 0));
  const missesOf = (isOf: (row: number) => boolean): Float64Array[] => {
    const own = counted.map((rows, k) => rows.filter((row) => isOf(starts[k]! + row)));
    const every = Math.max(1, Math.ceil(own.reduce((sum, rows) => sum + rows.length, 0) / MOST_MISSES));
    return own.map((rows, k) => Float64Array.from(rows.filter((_, i) => i % every === 0), (row) => Math.abs(folds[k]!.actual[row]! - folds[k]!.predicted[row]!)).sort()); // prettier-ignore
  };
  const told = grouped && (grouped.groups.labels.length > 0 || grouped.count === 0) ? grouped.groups.labels.length : 0;
  const groups = Array.from({ length: told }, (_, place) => missesOf((row) => grouped!.placeOf[row] === place));
  const method = `CV+: the models of ${folds.length} folds, each with what it missed by on rows left out of it${told > 0 ? sayGroups(grouped) : ''}`;
  return { misses: [...groups, missesOf(() => true)].flat(), method, n };
}
