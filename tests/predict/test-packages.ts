import type { MlpState } from '../../src/core/network.ts';
import type { ModelPackage } from '../../src/predict/package-type.ts';

const HASH = 'ab'.repeat(32);

/** One dense layer from `columns` to `outputs`: a linear model, or a logistic one with `softmax`. Weights [columns, outputs]. */
export function dense(
  columns: readonly string[],
  weights: readonly number[],
  biases: readonly number[],
  output: 'softmax' | 'linear'
): MlpState {
  return {
    columns,
    layers: [{ kind: 'dense', inputs: columns.length, outputs: biases.length }],
    weights: [Float32Array.from(weights), Float32Array.from(biases)],
    output,
    outputs: biases.length,
    targetMean: 0,
    targetScale: 1
  };
}

const features = ['age', 'sex = f', 'sex = m', 'since: year'];

const inputs: ModelPackage['inputs'] = [
  { name: 'age', type: 'number', range: [0, 80], missingShare: 0.1, typical: 30 },
  { name: 'sex', type: 'category', labels: ['f', 'm'], missingShare: 0, typical: 'f' },
  { name: 'member', type: 'boolean', labels: ['no', 'yes'], missingShare: 0, typical: 'no' },
  { name: 'since', type: 'time', range: [0, 2e12], missingShare: 0, typical: '2001-09-09' }
];

const recipe: ModelPackage['recipe'] = [
  { kind: 'drop', columns: ['member'], state: {} },
  { kind: 'date-parts', columns: ['since'], state: { parts: ['year'], names: [['since: year']], reference: Float64Array.of(0) } },
  { kind: 'impute', columns: ['age', 'since: year'], state: { fills: [30, 2000], indicators: [null, null] } },
  { kind: 'scale', columns: ['age', 'since: year'], state: { center: Float64Array.of(30, 2000), scale: Float64Array.of(12, 9) } },
  { kind: 'one-hot', columns: ['sex'], state: { levels: [['f', 'm']], names: [['sex = f', 'sex = m']], missing: [null] } }
];

/** Survived or not, from age, sex and a date. */
export const classPackage = (change: Partial<ModelPackage> = {}): ModelPackage => ({
  format: 'lathe-package',
  formatVersion: 1,
  task: 'classification',
  inputs,
  target: { name: 'alive', type: 'boolean', labels: ['no', 'yes'], positive: 'yes' },
  recipe,
  model: {
    id: 'mlp',
    label: 'Network',
    params: { hidden: [] },
    state: dense(features, [0.3, -0.3, -1, 1, 0.8, -0.8, 0.1, -0.1], [0.2, -0.2], 'softmax')
  },
  calibration: null,
  threshold: 0.5,
  uncertainty: null,
  reference: {
    columns: [
      { kind: 'number', name: 'age', edges: Float64Array.of(10, 30, 60), below: Float64Array.of(20, 45, 80), rows: 100, missing: 10 }
    ],
    prediction: {
      kind: 'number',
      name: 'alive',
      edges: Float64Array.of(0.2, 0.5, 0.8),
      below: Float64Array.of(25, 50, 75),
      rows: 100,
      missing: 0
    }
  },
  provenance: { datasetHash: HASH, splitHash: HASH, recipeHash: HASH, seed: 1, trainRows: 100, latheVersion: '0.1.0' },
  ...change
});

/** A price, from the same columns. */
export const numberPackage = (change: Partial<ModelPackage> = {}): ModelPackage =>
  classPackage({
    task: 'regression',
    target: { name: 'price', type: 'number' },
    model: { id: 'mlp', label: 'Network', params: { hidden: [] }, state: dense(features, [2, 3, 5, 0.5], [10], 'linear') },
    threshold: null,
    uncertainty: { method: 'split conformal', halfWidth: 1.5, n: 40 },
    ...change
  });

/** Three classes whose names are numbers. */
export const digitPackage = (change: Partial<ModelPackage> = {}): ModelPackage =>
  classPackage({
    target: { name: 'digit', type: 'integer', labels: ['0', '1', '2'] },
    model: {
      id: 'mlp',
      label: 'Network',
      params: {},
      state: dense(features, [1, 0, -1, 0, 1, 0, -1, 0, 1, 0, 0, 0], [0, 0, 0], 'softmax')
    },
    threshold: null,
    ...change
  });
