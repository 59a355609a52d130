/** Parameters that several recommenders share, said once. */
export const neighbourParams = {
  nNeighbors: {
    type: 'int',
    default: 100,
    min: 1,
    max: 2000,
    scale: 'log',
    search: [10, 500],
    doc: 'How many of the nearest are asked.'
  },
  shrinkage: {
    type: 'float',
    default: 10,
    min: 0,
    max: 1000,
    search: [0, 100],
    doc: 'Added to the product of lengths: pulls down the likeness of pairs that share little.'
  },
  weighting: {
    type: 'choice',
    default: 'binary',
    options: ['binary', 'values'],
    doc: 'binary: whether an item was taken; values: by its rating, or how often.'
  }
} as const;

export const factorParams = {
  nComponents: {
    type: 'int',
    default: 32,
    min: 1,
    max: 256,
    scale: 'log',
    search: [8, 128],
    doc: 'Numbers by which each user and each item is described.'
  }
} as const;
