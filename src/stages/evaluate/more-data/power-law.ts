import type { PowerLaw } from '../../../core/data-curve.ts';

/** Distances from perfection at some numbers of rows. */
export interface Distances {
  /** Rows over the most rows, above 0 to 1. */
  readonly shares: readonly number[];
  readonly distances: readonly number[];
  /** How much each counts. */
  readonly weights: readonly number[];
}

/** Powers that are tried: slower than 0.1 can't be told from a straight line over a few doublings, faster than 2 from a step. */
const [SLOWEST, FASTEST, STEP] = [0.1, 2, 1.3];

/**
 * The power law floor + scale share^-power nearest to the distances by weighted least squares; no floor lies beyond perfection. For each power the other
 * two are exact. Source: Hestness et al. (2017), "Deep learning scaling is predictable, empirically"; Viering & Loog (2023), "The shape of learning curves".
 * @returns null with fewer than four points
 */
export function fitPowerLaw(given: Distances): PowerLaw | null {
  if (given.shares.length < 4) return null;
  const coarse = nearest(given, stepsBetween(SLOWEST, FASTEST, STEP));
  const [from, to] = [Math.max(SLOWEST, coarse.power / STEP), Math.min(FASTEST, coarse.power * STEP)];
  return nearest(given, stepsBetween(from, to, STEP ** (1 / 8)));
}

const stepsBetween = (from: number, to: number, step: number): number[] => {
  const count = Math.ceil(Math.log(to / from) / Math.log(step));
  return Array.from({ length: count + 1 }, (_, i) => from * (to / from) ** (i / count));
};

function nearest(given: Distances, powers: readonly number[]): PowerLaw {
  const found = powers.map((power) => withPower(given, power));
  return found.reduce((best, next) => (next.loss < best.loss ? next : best)).law;
}

/** Distance from perfection at a share of the rows, which may be above 1. */
export const distanceAt = ({ floor, scale, power }: PowerLaw, share: number): number => floor + scale * share ** -power;

/** What twice the rows take off the distance. */
export const gainOfDouble = (law: PowerLaw): number => distanceAt(law, 1) - distanceAt(law, 2);

function withPower({ shares, distances, weights }: Distances, power: number): { law: PowerLaw; loss: number } {
  let [w, wx, wy, wxx, wxy, wyy] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < shares.length; i++) {
    const [x, y, weight] = [shares[i]! ** -power, distances[i]!, weights[i]!];
    w += weight;
    wx += weight * x;
    wy += weight * y;
    wxx += weight * x * x;
    wxy += weight * x * y;
    wyy += weight * y * y;
  }
  const spread = wxx - (wx * wx) / w;
  const slope = spread > 0 ? (wxy - (wx * wy) / w) / spread : 0;
  const free = (wy - slope * wx) / w;
  const [floor, scale] = free >= 0 ? [free, slope] : [0, wxy / wxx];
  const loss = wyy - 2 * (floor * wy + scale * wxy) + floor * floor * w + 2 * floor * scale * wx + scale * scale * wxx;
  return { law: { floor, scale, power }, loss };
}
