import { pause, type WorkContext } from '../../core/context.ts';
import { shuffled, type Rng } from '../../core/rng.ts';
import { clopperPearson, type Interval } from '../../kernels/intervals.ts';
import type { Graph } from './graph.ts';
import { spreadLabels } from './spread.ts';

/** A class for a node, and how sure the graph is of it, 0 to 1. */
export interface Suggestion {
  readonly node: number;
  readonly code: number;
  readonly confidence: number;
}

/** What came of labels that were hidden and guessed. */
export interface HeldOutGuess {
  readonly confidence: number;
  readonly isRight: boolean;
}

export const SPREADING = { alpha: 0.2, maxIter: 100, tolerance: 1e-3 } as const;
const FOLDS = 5;

/** A class for every node without one that a label reaches, surest first. */
export function suggestLabels(graph: Graph, codes: Int32Array, classes: number): Suggestion[] {
  const shares = spreadLabels(graph, codes, classes, SPREADING);
  return nodesWhere(codes, (code) => code < 0)
    .map((node) => best(shares, node, classes))
    .filter(({ confidence }) => confidence > 0)
    .sort((a, b) => b.confidence - a.confidence || a.node - b.node);
}

/** Each known label hidden once, a fifth of them at a time, and guessed from the others. */
export async function heldOutGuesses(
  graph: Graph,
  codes: Int32Array,
  classes: number,
  { rng, context }: { readonly rng: Rng; readonly context: WorkContext }
): Promise<HeldOutGuess[]> {
  const known = shuffled(Uint32Array.from(nodesWhere(codes, (code) => code >= 0)), rng);
  const folds = Math.min(FOLDS, known.length);
  const guesses: HeldOutGuess[] = [];
  for (let fold = 0; fold < folds; fold++) {
    await pause(context);
    const hidden = known.filter((_, i) => i % folds === fold);
    const left = codes.slice();
    for (const node of hidden) left[node] = -1;
    const shares = spreadLabels(graph, left, classes, SPREADING);
    for (const node of hidden) {
      const { code, confidence } = best(shares, node, classes);
      guesses.push({ confidence, isRight: confidence > 0 && code === codes[node] });
    }
  }
  return guesses;
}

/** What to expect of accepting every suggestion that is at least so sure. */
export interface ExpectedError {
  readonly threshold: number;
  /** Suggestions at least so sure. */
  readonly accepted: number;
  /** Hidden labels that were guessed so surely, and those of them that were wrong. */
  readonly heldOut: number;
  readonly wrong: number;
  readonly error: Interval;
}

export const thresholds: readonly number[] = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];

/** The share of wrong ones among the hidden labels that were guessed so surely, for each threshold, with an interval that covers it whatever it is. */
export function expectedErrors(suggestions: readonly Suggestion[], guesses: readonly HeldOutGuess[]): ExpectedError[] {
  return thresholds.map((threshold) => {
    const sure = guesses.filter(({ confidence }) => confidence >= threshold);
    const wrong = sure.filter(({ isRight }) => !isRight).length;
    const accepted = suggestions.filter(({ confidence }) => confidence >= threshold).length;
    return { threshold, accepted, heldOut: sure.length, wrong, error: clopperPearson(wrong, sure.length) };
  });
}

function best(shares: Float64Array, node: number, classes: number): Suggestion {
  let code = 0;
  for (let k = 1; k < classes; k++) if (shares[node * classes + k]! > shares[node * classes + code]!) code = k;
  return { node, code, confidence: shares[node * classes + code]! };
}

function nodesWhere(codes: Int32Array, holds: (code: number) => boolean): number[] {
  const nodes: number[] = [];
  codes.forEach((code, node) => holds(code) && nodes.push(node));
  return nodes;
}
