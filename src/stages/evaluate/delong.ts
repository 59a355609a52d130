import { variance } from '../../core/stats.ts';
import { normalQuantile } from '../../kernels/distributions.ts';
import { clopperPearson, type Interval, noInterval } from '../../kernels/intervals.ts';
import type { Ranking } from './ranking.ts';

/** For each row, in the order of the table's rows: the share of the other side it is ranked rightly against, ties counting half. */
export interface Placements {
  readonly area: number;
  readonly ofPositives: Float64Array;
  readonly ofNegatives: Float64Array;
}

/** Structural components of the area under the curve. Source: DeLong, DeLong & Clarke-Pearson (1988); computed by ranks as in Sun & Xu (2014). */
export function placementsOf({ rows, hit, last, positives, negatives }: Ranking): Placements {
  const byRow = new Float64Array(rows.length);
  let [above, aboveNegative, start] = [0, 0, 0];
  for (let end = 0; end < rows.length; end++) {
    if (!last[end]) continue;
    let tied = 0;
    for (let i = start; i <= end; i++) tied += hit[i]!;
    const tiedNegative = end - start + 1 - tied;
    for (let i = start; i <= end; i++) {
      byRow[rows[i]!] = hit[i] ? (negatives - aboveNegative - tiedNegative / 2) / negatives : (above + tied / 2) / positives;
    }
    above += tied;
    aboveNegative += tiedNegative;
    start = end + 1;
  }
  return gatherSides(byRow, rows, hit, positives, negatives);
}

function gatherSides(byRow: Float64Array, rows: Uint32Array, hit: Uint8Array, positives: number, negatives: number): Placements {
  const isHit = new Uint8Array(rows.length);
  rows.forEach((row, i) => (isHit[row] = hit[i]!));
  const ofPositives = byRow.filter((_, row) => isHit[row]);
  const ofNegatives = byRow.filter((_, row) => !isHit[row]);
  let area = 0;
  for (const share of ofPositives) area += share / positives;
  return { area: negatives > 0 ? area : NaN, ofPositives, ofNegatives };
}

/** Variance of the area under the curve; NaN with fewer than two rows on a side. */
export const areaVariance = ({ ofPositives, ofNegatives }: Placements): number =>
  variance(ofPositives) / ofPositives.length + variance(ofNegatives) / ofNegatives.length;

/**
 * DeLong's interval on the logit scale, which keeps it inside 0 to 1 and its coverage near 1 (Qin & Hotilovac, 2008). With perfect separation,
 * or one row on a side, the variance says nothing; then the pairs with no row in common, as many as the rarer side has rows, count as
 * independent trials, and Clopper-Pearson bounds their success.
 */
export function delongInterval(ranking: Ranking, level: number): Interval {
  const pairs = Math.min(ranking.positives, ranking.negatives);
  if (pairs === 0) return noInterval('one class only');
  const placements = placementsOf(ranking);
  const { area } = placements;
  const deviation = Math.sqrt(areaVariance(placements));
  if (area <= 0 || area >= 1 || !(deviation > 0)) {
    return { ...clopperPearson(area * pairs, pairs, level), method: `Clopper-Pearson on ${pairs} independent pairs` };
  }
  const centre = Math.log(area / (1 - area));
  const half = (normalQuantile(0.5 + level / 2) * deviation) / (area * (1 - area));
  const back = (logit: number) => 1 / (1 + Math.exp(-logit));
  return { low: back(centre - half), high: back(centre + half), method: 'DeLong, logit' };
}
