import { below, type Rng } from '../../../core/rng.ts';
import { nearest } from '../../../kernels/trees/maths.ts';
import type { TreeKernel } from '../../../kernels/trees/tree-kernel.ts';

/** Which rows a round of trees learns from, and which are left for it to be added to. */
export interface Drawn {
  readonly rows: Uint32Array;
  readonly rest: Uint32Array;
}

/** Draws a share of the rows, without putting back, in the order they stand in. Source: Knuth, "Seminumerical algorithms", 3.4.2, algorithm S. */
export function drawRows(train: Uint32Array, share: number, rng: Rng): Drawn {
  const wanted = Math.max(1, Math.floor(share * train.length));
  const rows = new Uint32Array(wanted);
  const rest = new Uint32Array(train.length - wanted);
  let taken = 0;
  train.forEach((row, i) => {
    if (rng() * (train.length - i) < wanted - taken) rows[taken++] = row;
    else rest[i - taken] = row;
  });
  return { rows, rest };
}

export interface GossRates {
  /** Share of the rows, those with the largest gradients, that are all kept. */
  readonly topRate: number;
  /** Share of all rows that is drawn of the others; each of them then stands for several. */
  readonly otherRate: number;
}

/** What of the table a round learns from. */
export interface RoundSettings extends GossRates {
  /** Share of the rows a round learns from. */
  readonly subsample: number;
  readonly sampling: 'uniform' | 'goss';
  /** Share of the features a tree may ask. */
  readonly colsampleByTree: number;
}

/** How many rows each drawn one stands for. */
export const gossFactor = ({ topRate, otherRate }: GossRates): number => (1 - topRate) / otherRate;

/**
 * Gradient-based one-side sampling: rows that are answered well already are thinned out, and those of them that stay count for the others. Their
 * derivatives are made larger where they stand, until the next pass over the rows.
 * Source: Ke et al. (2017), "LightGBM", algorithm 2.
 */
export function drawByGradient(kernel: TreeKernel, train: Uint32Array, outputs: number, rates: GossRates, rng: Rng): Drawn {
  const derivatives = Array.from({ length: outputs }, (_, k) => kernel.derivatives(k));
  const sizes = Float64Array.from(train, (row) => derivatives.reduce((sum, each) => sum + Math.abs(each[2 * row]!), 0));
  const top = Math.min(train.length, Math.ceil(rates.topRate * train.length));
  const places = Uint32Array.from(sizes.keys()).sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const isTop = new Uint8Array(train.length);
  for (const place of places.subarray(0, top)) isTop[place] = 1;
  const others = train.filter((_, place) => isTop[place] === 0);
  const drawn =
    others.length === 0
      ? { rows: others, rest: others }
      : drawRows(others, Math.min(1, (rates.otherRate * train.length) / others.length), rng);
  const factor = gossFactor(rates);
  for (const row of drawn.rows)
    for (const each of derivatives) {
      each[2 * row] = nearest(each[2 * row]! * factor);
      each[2 * row + 1] = nearest(each[2 * row + 1]! * factor);
    }
  const isRest = new Set(drawn.rest);
  return { rows: train.filter((row) => !isRest.has(row)), rest: drawn.rest };
}

/**
 * Draws a share of the features that are allowed, at least one.
 * @returns for each feature 1 when it was drawn; null = all
 */
export function drawFeatures(features: number, share: number, allowed: Uint8Array | null, rng: Rng): Uint8Array | null {
  if (share >= 1) return allowed;
  const pool = Uint32Array.from({ length: features }, (_, j) => j).filter((j) => allowed?.[j] !== 0);
  const wanted = Math.max(1, Math.ceil(share * pool.length));
  const drawn = new Uint8Array(features);
  for (let i = 0; i < Math.min(wanted, pool.length); i++) {
    const j = i + below(rng, pool.length - i);
    [pool[i], pool[j]] = [pool[j]!, pool[i]!];
    drawn[pool[i]!] = 1;
  }
  return drawn;
}
