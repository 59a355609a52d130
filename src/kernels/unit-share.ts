import { normalQuantile, tQuantile } from './distributions.ts';
import { type Interval, noInterval, wilson } from './intervals.ts';
import { hasTooFewDraws, tooFewDraws } from './unit-interval.ts';
import { piecesOf, type Units } from './units.ts';

/** Whether a row is among those a share is of, and whether it is one of the hits. */
export interface ShareOf {
  readonly isOf: (row: number) => boolean;
  readonly isHit: (row: number) => boolean;
}

/**
 * Wilson's interval of a share of rows that belong together, as if there were only as many as tell as much drawn freely: the rows, divided by how many
 * times larger the variance between groups or blocks makes that of the share, and less again for what Student's t is wider by on so few of them. Where
 * all or none are hits, as many as there are groups or blocks.
 * Sources: Rao & Scott (1992), "A simple method for the analysis of clustered binary data"; Korn & Graubard (1998), "Confidence intervals for
 * proportions with small expected number of positive counts estimated from survey data", for the degrees of freedom.
 */
export function unitShare({ isOf, isHit }: ShareOf, units: Units, level = 0.95): Interval {
  if (hasTooFewDraws(units)) return noInterval(tooFewDraws(units));
  const pieces = new Map<number, { hits: number; rows: number }>();
  piecesOf(units).forEach((piece, row) => {
    if (!isOf(row)) return;
    const { hits, rows } = pieces.get(piece) ?? { hits: 0, rows: 0 };
    pieces.set(piece, { hits: hits + (isHit(row) ? 1 : 0), rows: rows + 1 });
  });
  const all = [...pieces.values()];
  if (all.length === 0) return noInterval('no rows');
  const what = units.kind === 'groups' ? 'group' : `block of ${units.run}`;
  if (all.length === 1) return noInterval(`the rows are of one ${what}`);
  const rows = all.reduce((sum, piece) => sum + piece.rows, 0);
  const share = all.reduce((sum, piece) => sum + piece.hits, 0) / rows;
  const between = all.reduce((sum, piece) => sum + (piece.hits - share * piece.rows) ** 2, 0);
  const variance = ((all.length / (all.length - 1)) * between) / rows ** 2;
  const free = share === 0 || share === 1 ? all.length : Math.min(rows, (share * (1 - share)) / variance);
  const tail = 0.5 + level / 2;
  const counted = free * (normalQuantile(tail) / tQuantile(tail, all.length - 1)) ** 2;
  return { ...wilson(share * counted, counted, level), method: `Wilson on ${all.length} ${what.replace(/^\w+/, '$&s')}` };
}
