import type { Graph } from './graph.ts';

export interface SpreadOptions {
  readonly maxIter: number;
  /** The sum of all changes below which it has come to rest. */
  readonly tolerance: number;
}

/**
 * Labels handed on along a graph, what was given being pulled back a little at every step.
 * Source: Zhou, Bousquet, Lal, Weston & Schölkopf (2004), "Learning with local and global consistency"; as scikit-learn's LabelSpreading.
 * @param codes a class, or -1, for each node
 * @param alpha how much a node takes from its neighbours, 0 to 1
 * @returns [nodes, classes]; each row adds up to 1, or is 0 throughout where no label reaches
 */
export function spreadLabels(
  graph: Graph,
  codes: Int32Array,
  classes: number,
  { alpha, maxIter, tolerance }: SpreadOptions & { readonly alpha: number }
): Float64Array {
  const pull = normalised(graph);
  const given = oneHot(codes, classes);
  let now = given;
  for (let step = 0; step < maxIter; step++) {
    const next = multiply(graph, pull, now, classes);
    for (let i = 0; i < next.length; i++) next[i] = alpha * next[i]! + (1 - alpha) * given[i]!;
    const moved = change(now, next);
    now = next;
    if (moved < tolerance) break;
  }
  return asShares(now, classes);
}

/**
 * Labels handed on along a graph, those that were given staying as they are.
 * Source: Zhu & Ghahramani (2002), "Learning from labeled and unlabeled data with label propagation"; as scikit-learn's LabelPropagation.
 */
export function propagateLabels(graph: Graph, codes: Int32Array, classes: number, { maxIter, tolerance }: SpreadOptions): Float64Array {
  const weights = byRow(graph);
  const given = oneHot(codes, classes);
  let now = given;
  for (let step = 0; step < maxIter; step++) {
    const next = asShares(multiply(graph, weights, now, classes), classes);
    for (let node = 0; node < graph.nodes; node++)
      if (codes[node]! >= 0) next.set(given.subarray(node * classes, (node + 1) * classes), node * classes);
    const moved = change(now, next);
    now = next;
    if (moved < tolerance) break;
  }
  return asShares(now, classes);
}

/** Divided by the roots of both ends' degrees; loops are left out. */
function normalised({ nodes, from, to, weights }: Graph): Float64Array {
  const degrees = new Float64Array(nodes);
  for (let i = 0; i < nodes; i++) for (let e = from[i]!; e < from[i + 1]!; e++) if (to[e] !== i) degrees[to[e]!]! += weights[e]!;
  const roots = degrees.map((degree) => (degree > 0 ? Math.sqrt(degree) : 1));
  const out = new Float64Array(weights.length);
  for (let i = 0; i < nodes; i++)
    for (let e = from[i]!; e < from[i + 1]!; e++) out[e] = to[e] === i ? 0 : weights[e]! / (roots[i]! * roots[to[e]!]!);
  return out;
}

function byRow({ nodes, from, weights }: Graph): Float64Array {
  const out = weights.slice();
  for (let i = 0; i < nodes; i++) {
    let sum = 0;
    for (let e = from[i]!; e < from[i + 1]!; e++) sum += weights[e]!;
    for (let e = from[i]!; e < from[i + 1]!; e++) out[e]! /= sum || 1;
  }
  return out;
}

function multiply({ nodes, from, to }: Graph, weights: Float64Array, values: Float64Array, classes: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < nodes; i++)
    for (let e = from[i]!; e < from[i + 1]!; e++)
      for (let k = 0; k < classes; k++) out[i * classes + k]! += weights[e]! * values[to[e]! * classes + k]!;
  return out;
}

function oneHot(codes: Int32Array, classes: number): Float64Array {
  const out = new Float64Array(codes.length * classes);
  codes.forEach((code, i) => code >= 0 && (out[i * classes + code] = 1));
  return out;
}

function change(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]! - b[i]!);
  return sum;
}

function asShares(values: Float64Array, classes: number): Float64Array {
  const out = values.slice();
  for (let at = 0; at < out.length; at += classes) {
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += out[at + k]!;
    for (let k = 0; k < classes; k++) out[at + k] = sum > 0 ? out[at + k]! / sum : 0;
  }
  return out;
}
