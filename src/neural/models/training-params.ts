import type { ParamSpec } from '../../core/params.ts';

/** What every network's training can be told. */
export const trainingParams = {
  learningRateInit: { type: 'float', default: 0.001, min: 1e-6, max: 1, scale: 'log', doc: 'Step size of Adam.' },
  earlyStopping: {
    type: 'bool',
    default: true,
    doc: 'Hold rows of the training part out and stop when the loss on them gets no better; the best weights are kept.'
  },
  validationFraction: { type: 'float', default: 0.1, min: 0.05, max: 0.5, doc: 'Share of the training rows held out for early stopping.' },
  nIterNoChange: { type: 'int', default: 10, min: 1, max: 1000, doc: 'Epochs without getting better before the training stops.' }
} as const satisfies Record<string, ParamSpec>;
