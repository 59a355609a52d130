import type { NumberOutcome } from '../../../core/outcome.ts';
import { quantileSorted } from '../../../core/stats.ts';
import type { Limits } from '../../../predict/limits-type.ts';
import { byPlaces, sayGroups, type GroupedLimits } from './group-rows.ts';
import { conformalQuantile } from './level.ts';

const SIDE = 0.975;

/** With fewer residuals no side can promise 97.5 in 100. */
export const FEWEST_OF_STRETCH = 39;

/** A stretch of predictions with fewer rows has unsteady ends. */
const ROWS_OF_STRETCH = 100;
const MOST_STRETCHES = 8;

/**
 * How far the truth lies below and above a prediction, for each stretch of predictions by itself: where large ones are missed by more, their intervals are
 * wider, and where misses lean to one side, so do they. Each end is passed by 2.5 of 100 rows of its stretch. Asked to hold for groups, each group is one stretch.
 * Source: Boström & Johansson (2020), "Mondrian conformal regressors", with the signed residuals of both sides in place of their size.
 * @param outcome of rows the model had not learned from
 * @param grouped the groups of these rows, where what is promised is to hold for each of them
 * @returns null with too few rows
 */
export function fitWidths(outcome: NumberOutcome, grouped: GroupedLimits | null = null): Limits['widths'] {
  const { actual, predicted } = outcome;
  const rows = countedRows(outcome);
  if (grouped && grouped.count > 0 && rows.length >= FEWEST_OF_STRETCH) {
    const endsOf = (sign: 1 | -1) =>
      byPlaces(rows, grouped, (own) =>
        Float64Array.of(
          conformalQuantile(
            Float64Array.from(own, (row) => sign * (actual[row]! - predicted[row]!)),
            SIDE
          )
        )
      );
    const method = `conformal, both sides${sayGroups(grouped)}, on rows left out of folds`;
    return { method, edges: new Float64Array(0), below: endsOf(-1), above: endsOf(1), n: rows.length };
  }
  return byStretch(rows, outcome, grouped ? grouped.groups.labels.length + 1 : 1);
}

/** Rows that weigh nothing have no say. */
export const countedRows = ({ actual, weights }: NumberOutcome): number[] =>
  [...actual.keys()].filter((row) => !weights || weights[row]! > 0);

/** @param places how often the ends are told: once for each place of a package's groups */
function byStretch(rows: readonly number[], { actual, predicted }: NumberOutcome, places: number): Limits['widths'] {
  const sorted = Float64Array.from(rows, (row) => predicted[row]!).sort();
  for (let stretches = Math.min(MOST_STRETCHES, Math.max(1, Math.floor(rows.length / ROWS_OF_STRETCH))); stretches > 0; stretches--) {
    const edges = edgesOf(sorted, stretches);
    const residuals = partedBy(edges, rows, { actual, predicted });
    if (residuals.some((own) => own.length < FEWEST_OF_STRETCH)) continue;
    const ends = (side: 1 | -1) =>
      residuals.map((own) =>
        conformalQuantile(
          own.map((residual) => side * residual),
          SIDE
        )
      );
    const again = (own: readonly number[]) => Float64Array.from({ length: places * own.length }, (_, i) => own[i % own.length]!);
    return {
      method: `conformal, both sides of ${residuals.length} stretches of predictions, on rows left out of folds`,
      edges,
      below: again(ends(-1)),
      above: again(ends(1)),
      n: rows.length
    };
  }
  return null;
}

/** Different ends alone: many equal predictions are one stretch. */
function edgesOf(sorted: Float64Array, stretches: number): Float64Array {
  const edges = Array.from({ length: stretches - 1 }, (_, i) => quantileSorted(sorted, (i + 1) / stretches));
  return Float64Array.from(new Set(edges.filter((edge) => edge < sorted.at(-1)!)));
}

function partedBy(
  edges: Float64Array,
  rows: readonly number[],
  { actual, predicted }: Pick<NumberOutcome, 'actual' | 'predicted'>
): Float64Array[] {
  const parts: number[][] = Array.from({ length: edges.length + 1 }, () => []);
  for (const row of rows) parts[edges.filter((edge) => predicted[row]! > edge).length]!.push(actual[row]! - predicted[row]!);
  return parts.map((part) => Float64Array.from(part));
}
