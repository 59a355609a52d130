import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { TrainingData } from '../../src/core/model.ts';
import { resolveParams } from '../../src/core/params.ts';
import { mlp } from '../../src/neural/models/mlp.ts';
import { mlp as scorer } from '../../src/predict/models/mlp.ts';
import { fitContext } from './cpu-engine.ts';
import { numbers } from './data.ts';

interface Case {
  readonly options: { readonly activation: string; readonly alpha: number };
  readonly first: readonly number[][];
  readonly last: readonly number[][];
  readonly losses: readonly number[];
  readonly predicted: readonly number[];
}

interface Reference {
  readonly x: readonly number[][];
  readonly classes: readonly number[];
  readonly numbers: readonly number[];
  readonly classification: readonly Case[];
  readonly regression: readonly Case[];
}

const reference = JSON.parse(readFileSync(new URL('../reference/mlp.json', import.meta.url), 'utf8')) as Reference;
const column = (j: number) => reference.x.map((row) => row[j]!);
const features = numbers({ a: column(0), b: column(1), c: column(2) });
const classes: TrainingData['target'] = {
  kind: 'classes',
  name: 'y',
  codes: Int32Array.from(reference.classes),
  labels: ['low', 'middle', 'high']
};
const values: TrainingData['target'] = { kind: 'numbers', name: 'y', values: Float64Array.from(reference.numbers) };

/** scikit-learn's first weights, as a checkpoint before the first epoch. */
function startFrom(first: readonly number[][]) {
  const weights = Float32Array.from(first.flat());
  const rows = Uint32Array.from(reference.x, (_, i) => i);
  const best = { loss: Infinity, epoch: 0, weights: null, mark: Infinity, waited: 0 };
  return {
    epoch: 0,
    weights,
    moments: new Float32Array(2 * weights.length),
    steps: 0,
    rng: [1, 2, 3, 4],
    order: rows,
    held: new Uint32Array(0),
    curve: [],
    best
  };
}

const largest = (a: ArrayLike<number>, b: readonly number[]) => Math.max(...b.map((value, i) => Math.abs(value - a[i]!)));

test.each([
  ...reference.classification.map((entry) => ['classes', entry, classes] as const),
  ...reference.regression.map((entry) => ['numbers', entry, values] as const)
])(
  '25 steps of Adam on %s are those of scikit-learn: losses, weights and answers',
  async (_, { options, first, last, losses, predicted }, target) => {
    const given = {
      ...options,
      hiddenLayerSizes: [5, 4],
      batchSize: 40,
      maxIter: 25,
      learningRateInit: 0.02,
      earlyStopping: false,
      nIterNoChange: 1000
    };
    const { state, curve } = await mlp.fit(
      { features, target, weights: null },
      resolveParams('mlp', mlp.params, given),
      fitContext(1, { resumeFrom: startFrom(first) })
    );
    const weights = (state['weights'] as Float32Array[]).flatMap((array) => [...array]);
    expect(largest(weights, last.flat())).toBeLessThan(1e-4);
    expect(largest(scorer.compile(state)(features), predicted)).toBeLessThan(1e-4);
    // scikit-learn's losses include the penalty, which the curve leaves out.
    if (options.alpha === 0) expect(largest(curve.map(({ train }) => train), losses)).toBeLessThan(1e-5); // prettier-ignore
  }
);
