import type { Metric } from '../../../core/outcome.ts';
import { mean } from '../../../core/stats.ts';
import { gather } from '../../../core/table.ts';
import { explainRows } from '../../../stages/explain/shap/explain-rows.ts';
import type { Shap, ShapRequest } from '../../../stages/explain/shap/shap-type.ts';
import { largestPlaces, meanOver, topOverlap, within } from '../../../stages/explain/stability.ts';

/** Rows that are explained a second time. */
const MOST = 40;

/** How far values are off when other training rows stand in for what is not known. */
export interface Stability {
  /** The mean difference of a value, without its sign, in the unit of the values. */
  readonly difference: number;
  /** The same as a share of the mean size of a value. */
  readonly share: number;
  /** How far the three that add most are the same, Jaccard's index, a row. */
  readonly overlap: Metric;
  readonly rows: number;
}

/**
 * @param found values of all rows of the request
 * @param request with the other background
 */
export async function stabilityOf(method: string, found: Shap, request: ShapRequest): Promise<Stability> {
  const width = found.players.length;
  const count = Math.min(MOST, request.table.rows);
  const places = Array.from({ length: count }, (_, i) => Math.floor((i * request.table.rows) / count));
  const again = await explainRows(method, { ...request, table: gather(request.table, places) }, null);
  const before = Float64Array.from(again.values, (_, i) => found.values[places[Math.floor(i / width)]! * width + (i % width)]!);
  const difference = mean(again.values.map((value, i) => Math.abs(value - before[i]!)));
  const size = mean(before.map(Math.abs));
  const top = (values: Float64Array, row: number) => largestPlaces(values.subarray(row * width, (row + 1) * width));
  const overlaps = places.map((_, row) => topOverlap(top(before, row), top(again.values, row)));
  return { difference, share: size > 0 ? difference / size : 0, overlap: within(meanOver(overlaps, 'rows'), 0, 1), rows: count };
}
