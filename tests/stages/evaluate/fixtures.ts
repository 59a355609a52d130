import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkContext } from '../../../src/core/context.ts';
import type { ClassOutcome, NumberOutcome, Outcome } from '../../../src/core/outcome.ts';
import { normal, type Rng } from '../../../src/core/rng.ts';

export const quiet: WorkContext = { signal: new AbortController().signal, breathe: () => Promise.resolve(), onProgress: () => {} };

export const readReference = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../reference', name), 'utf8'));

export interface WrittenOutcome {
  readonly kind: 'classes' | 'numbers';
  readonly classes?: number;
  readonly actual: number[];
  readonly predicted: number[];
  readonly probabilities?: number[];
  readonly positive?: number | null;
  readonly weights: number[] | null;
}

export function readOutcome(written: WrittenOutcome): Outcome {
  const weights = written.weights && Float64Array.from(written.weights);
  if (written.kind === 'numbers')
    return { kind: 'numbers', actual: Float64Array.from(written.actual), predicted: Float64Array.from(written.predicted), weights };
  return {
    kind: 'classes',
    labels: Array.from({ length: written.classes! }, (_, k) => `class ${k}`),
    actual: Int32Array.from(written.actual),
    predicted: Int32Array.from(written.predicted),
    probabilities: Float64Array.from(written.probabilities!),
    positive: written.positive ?? null,
    weights
  };
}

/** Two classes, "no" and "yes"; `scores` are probabilities of "yes". */
export function binaryOutcome(actual: ArrayLike<number>, scores: ArrayLike<number>, threshold = 0.5): ClassOutcome {
  return {
    kind: 'classes',
    labels: ['no', 'yes'],
    actual: Int32Array.from(actual),
    predicted: Int32Array.from(scores, (score) => (score >= threshold ? 1 : 0)),
    probabilities: Float64Array.from({ length: 2 * scores.length }, (_, i) => (i % 2 ? scores[i >> 1]! : 1 - scores[i >> 1]!)),
    positive: 1,
    weights: null
  };
}

export const numberOutcome = (actual: ArrayLike<number>, predicted: ArrayLike<number>): NumberOutcome => ({
  kind: 'numbers',
  actual: Float64Array.from(actual),
  predicted: Float64Array.from(predicted),
  weights: null
});

/** Rows drawn freely: yes with chance `share`, scores calibrated for normal evidence `signal` apart. */
export function drawBinary(rng: Rng, n: number, signal = 1.5, share = 0.4): ClassOutcome {
  const actual = Array.from({ length: n }, () => (rng() < share ? 1 : 0));
  const scores = actual.map((yes) => {
    const evidence = normal(rng) + (yes ? signal / 2 : -signal / 2);
    return 1 / (1 + Math.exp(-(signal * evidence + Math.log(share / (1 - share)))));
  });
  return binaryOutcome(actual, scores);
}

export function drawNumbers(rng: Rng, n: number): NumberOutcome {
  const actual = Array.from({ length: n }, () => 10 + 3 * normal(rng));
  return numberOutcome(
    actual,
    actual.map((value) => value + normal(rng))
  );
}
