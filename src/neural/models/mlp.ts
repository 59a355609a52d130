import { paramOutOfRange } from '../../core/errors/anywhere.ts';
import { defineModel } from '../../core/model.ts';
import type { MlpState } from '../../core/network.ts';
import { note, type Note } from '../../core/note.ts';
import type { ParamsOf, ParamSpecs } from '../../core/params.ts';
import type { Table } from '../../core/table.ts';
import { fitNetwork } from '../fit-network.ts';
import { activation } from '../layers/activation.ts';
import { batchNorm } from '../layers/batch-norm.ts';
import { dense } from '../layers/dense.ts';
import { dropout } from '../layers/dropout.ts';
import type { Layer } from '../layers/layer.ts';
import { tableExamples } from '../table-examples.ts';
import { trainingParams } from './training-params.ts';

const MOST_LAYERS = 10;
/** Features further out than this train badly and slowly. */
const FAR_OUT = 20;

const params = {
  hiddenLayerSizes: {
    type: 'ints',
    default: [64, 32],
    min: 1,
    max: 1024,
    doc: 'Units of each hidden layer, first to last; none makes a linear model.'
  },
  activation: { type: 'choice', default: 'relu', options: ['relu', 'tanh'], doc: 'What each hidden unit does with its sum.' },
  alpha: { type: 'float', default: 0.0001, min: 0, max: 100, scale: 'log', doc: 'L2 penalty on the weights: higher is smoother.' },
  batchSize: { type: 'int', default: 200, min: 1, max: 8192, doc: 'Rows a step learns from; all rows when there are fewer.' },
  maxIter: { type: 'int', default: 200, min: 1, max: 10000, doc: 'Most passes over the rows (epochs).' },
  dropout: { type: 'float', default: 0, min: 0, max: 0.9, doc: 'Share of hidden units left out of each step.' },
  batchNorm: { type: 'bool', default: false, doc: 'Standardise what each hidden layer passes on; helps deep networks.' },
  ...trainingParams
} as const satisfies ParamSpecs;

/** A multilayer perceptron; parameters as in scikit-learn's MLPClassifier and MLPRegressor. src/predict/models/mlp.ts scores it. */
export const mlp = defineModel<typeof params, MlpState>({
  id: 'mlp',
  label: 'Neural network (MLP)',
  doc: 'Layers of weighted sums: takes smooth and mixed effects well, wants scaled features and some thousand rows, and trains slower than boosting.',
  family: 'network',
  tasks: ['classification', 'regression'],
  takes: 'encoded',
  params,
  async fit(data, given, context) {
    if (given.hiddenLayerSizes.length > MOST_LAYERS)
      throw paramOutOfRange('mlp', 'hiddenLayerSizes', `at most ${MOST_LAYERS} layers`, given.hiddenLayerSizes.length);
    const examples = tableExamples(data.features);
    const layers = (outputs: number) => layersOf(data.features.columns.length, outputs, given);
    const { state, notes, ...fit } = await fitNetwork(data, { needs: 'dense', examples, layers, settings: given }, context);
    const columns = data.features.columns.map(({ name }) => name);
    return { ...fit, state: { ...state, columns }, notes: [...unscaled(data.features), ...notes] };
  }
});

function layersOf(inputs: number, outputs: number, given: ParamsOf<typeof params>): Layer[] {
  const widths = [inputs, ...given.hiddenLayerSizes];
  const hidden = given.hiddenLayerSizes.flatMap((units, i) => [
    dense(widths[i]!, units, !given.batchNorm),
    ...(given.batchNorm ? [batchNorm(units)] : []),
    activation(given.activation),
    ...(given.dropout > 0 ? [dropout(given.dropout)] : [])
  ]);
  return [...hidden, dense(widths.at(-1)!, outputs)];
}

/** The recipe scales; where it did not, say so. */
function unscaled(features: Table): Note[] {
  const far = features.columns.filter((column) => column.kind === 'number' && meanSize(column.values) > FAR_OUT).map(({ name }) => name);
  if (far.length === 0) return [];
  return [
    note('features-unscaled', `Not scaled: ${far.slice(0, 5).join(', ')}. Networks learn better from features near 0; add a scale step.`)
  ];
}

const meanSize = (values: Float64Array) => values.reduce((sum, value) => sum + Math.abs(value), 0) / Math.max(1, values.length);
