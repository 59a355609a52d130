/** Parameters that several kinds of models have, each said once. */

export const classWeightParam = {
  task: 'classification',
  type: 'choice',
  default: 'none',
  options: ['none', 'balanced'],
  doc: 'balanced: every class counts the same in all, however rare.'
} as const;

export const fitInterceptParam = {
  type: 'bool',
  default: true,
  search: false,
  doc: 'Whether the sum may start from another value than 0.'
} as const;

/** Of models that grow tree by tree. */
export const warmStartParam = {
  type: 'bool',
  default: false,
  search: false,
  doc: 'Keeps beside the run what it takes to add trees: a run of the same data and settings that asks for more then grows those that are missing, and is the same to the byte as if it had grown all.'
} as const;

/** When a search downhill ends. */
export const descentParams = {
  maxIter: { type: 'int', default: 1000, min: 1, max: 1_000_000, scale: 'log', search: false, doc: 'Most steps of the search.' },
  tol: {
    type: 'float',
    default: 1e-8,
    min: 1e-14,
    max: 0.1,
    scale: 'log',
    search: false,
    doc: 'Slope of the mean loss at which the search ends.'
  }
} as const;

/** Errors of a support vector machine that count as none. */
export const epsilonParam = {
  task: 'regression',
  type: 'float',
  default: 0.1,
  min: 0,
  max: 10,
  search: [0, 0.5],
  doc: 'Errors below this count as none, in standard deviations of the target.'
} as const;
