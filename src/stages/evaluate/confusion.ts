import type { ClassOutcome } from '../../core/outcome.ts';

/** Weighted counts of actual against predicted classes. */
export interface Confusion {
  readonly classes: number;
  /** Row-major [actual, predicted]. */
  readonly cells: Float64Array;
  /** 1 = some row has this class as its answer or as its prediction, whatever the weights: what an average over classes runs over. */
  readonly present: Uint8Array;
  readonly positive: number | null;
}

/** Prepares once; the answer counts under any weights, into the same arrays each time. */
export function confusionCounter(outcome: ClassOutcome): (weights: Float64Array) => Confusion {
  const classes = outcome.labels.length;
  const cellOf = Uint32Array.from(outcome.actual, (actual, i) => actual * classes + outcome.predicted[i]!);
  const present = new Uint8Array(classes);
  for (const cell of cellOf) present[Math.floor(cell / classes)] = present[cell % classes] = 1;
  const cells = new Float64Array(classes * classes);
  const confusion: Confusion = { classes, cells, present, positive: outcome.positive };
  return (weights) => {
    cells.fill(0);
    for (let i = 0; i < cellOf.length; i++) cells[cellOf[i]!]! += weights[i]!;
    return confusion;
  };
}

/** Counts of one outcome under its own weights. */
export const confusionOf = (outcome: ClassOutcome): Confusion => confusionCounter(outcome)(weightsOf(outcome));

/** The weights of an outcome, written out. */
export const weightsOf = (outcome: { readonly actual: { readonly length: number }; readonly weights: Float64Array | null }): Float64Array =>
  outcome.weights ?? new Float64Array(outcome.actual.length).fill(1);

export const actualTotal = ({ cells, classes }: Confusion, k: number): number => {
  let total = 0;
  for (let j = 0; j < classes; j++) total += cells[k * classes + j]!;
  return total;
};

export const predictedTotal = ({ cells, classes }: Confusion, k: number): number => {
  let total = 0;
  for (let i = 0; i < classes; i++) total += cells[i * classes + k]!;
  return total;
};

export const hits = ({ cells, classes }: Confusion, k: number): number => cells[k * classes + k]!;

export const allHits = (confusion: Confusion): number => {
  let total = 0;
  for (let k = 0; k < confusion.classes; k++) total += hits(confusion, k);
  return total;
};

export const grandTotal = ({ cells }: Confusion): number => {
  let total = 0;
  for (const cell of cells) total += cell;
  return total;
};
