/** What is to be learned: place of each row's class among those that occur, or values. */
export type AdditiveTarget =
  | { readonly kind: 'classes'; readonly codes: Int32Array; readonly classes: number }
  | { readonly kind: 'numbers'; readonly values: Float64Array };

/** Rows to learn from or to watch, as one loss sees them. */
export interface LossRows {
  readonly y: Float64Array;
  readonly weights: Float64Array;
}

/** A loss over raw scores, one array an output: one output for numbers and two classes, else one a class. */
export interface AdditiveLoss {
  readonly link: 'identity' | 'logistic' | 'softmax';
  readonly outputs: number;
  /** The best constant, by output. */
  start(rows: LossRows): Float64Array;
  /** Leaves gradients and hessians, and says the mean loss. */
  derive(scores: readonly Float64Array[], rows: LossRows, gradients: readonly Float64Array[], hessians: readonly Float64Array[]): number;
  meanLoss(scores: readonly Float64Array[], rows: LossRows): number;
}

/** Half the square for numbers, the log loss for classes. */
export function lossFor(target: AdditiveTarget): AdditiveLoss {
  if (target.kind === 'numbers') return squared;
  return target.classes === 2 ? logistic : softmax(target.classes);
}

/** The rows of a target, as numbers. */
export function lossRows(target: AdditiveTarget, weights: Float64Array | null, rows: Uint32Array): LossRows {
  const from = target.kind === 'numbers' ? target.values : target.codes;
  return {
    y: Float64Array.from(rows, (row) => from[row]!),
    weights: Float64Array.from(rows, (row) => (weights ? weights[row]! : 1))
  };
}

const totalOf = (weights: Float64Array): number => weights.reduce((sum, weight) => sum + weight, 0);

/** Keeps a logarithm finite. */
const EDGE = 1e-9;

const squared: AdditiveLoss = {
  link: 'identity',
  outputs: 1,
  start: ({ y, weights }) => Float64Array.of(y.reduce((sum, value, i) => sum + weights[i]! * value, 0) / totalOf(weights)),
  derive([scores], { y, weights }, [gradient], [hessian]) {
    let loss = 0;
    for (let i = 0; i < y.length; i++) {
      const off = scores![i]! - y[i]!;
      gradient![i] = weights[i]! * off;
      hessian![i] = weights[i]!;
      loss += (weights[i]! * off * off) / 2;
    }
    return loss / totalOf(weights);
  },
  meanLoss([scores], { y, weights }) {
    return y.reduce((sum, value, i) => sum + (weights[i]! * (scores![i]! - value) ** 2) / 2, 0) / totalOf(weights);
  }
};

const logistic: AdditiveLoss = {
  link: 'logistic',
  outputs: 1,
  start({ y, weights }) {
    const share = y.reduce((sum, value, i) => sum + weights[i]! * value, 0) / totalOf(weights);
    const inside = Math.min(Math.max(share, EDGE), 1 - EDGE);
    return Float64Array.of(Math.log(inside / (1 - inside)));
  },
  derive([scores], { y, weights }, [gradient], [hessian]) {
    let loss = 0;
    for (let i = 0; i < y.length; i++) {
      const score = scores![i]!;
      const p = 1 / (1 + Math.exp(-score));
      gradient![i] = weights[i]! * (p - y[i]!);
      hessian![i] = weights[i]! * p * (1 - p);
      loss += weights[i]! * logLoss(score, y[i]!);
    }
    return loss / totalOf(weights);
  },
  meanLoss([scores], { y, weights }) {
    return y.reduce((sum, value, i) => sum + weights[i]! * logLoss(scores![i]!, value), 0) / totalOf(weights);
  }
};

const logLoss = (score: number, y: number): number => Math.log1p(Math.exp(-Math.abs(score))) + (score > 0 ? score : 0) - y * score;

function softmax(classes: number): AdditiveLoss {
  const chances = new Float64Array(classes);
  /** Leaves the chances of a row, and says its loss. */
  const tell = (scores: readonly Float64Array[], i: number, code: number): number => {
    let highest = -Infinity;
    for (let k = 0; k < classes; k++) highest = Math.max(highest, scores[k]![i]!);
    let total = 0;
    for (let k = 0; k < classes; k++) total += chances[k] = Math.exp(scores[k]![i]! - highest);
    for (let k = 0; k < classes; k++) chances[k]! /= total;
    return Math.log(total) + highest - scores[code]![i]!;
  };
  return {
    link: 'softmax',
    outputs: classes,
    start({ y, weights }) {
      const shares = new Float64Array(classes).fill(EDGE);
      const total = totalOf(weights);
      y.forEach((code, i) => (shares[code]! += weights[i]! / total));
      return shares.map(Math.log);
    },
    derive(scores, { y, weights }, gradients, hessians) {
      let loss = 0;
      for (let i = 0; i < y.length; i++) {
        loss += weights[i]! * tell(scores, i, y[i]!);
        for (let k = 0; k < classes; k++) {
          gradients[k]![i] = weights[i]! * (chances[k]! - (y[i] === k ? 1 : 0));
          hessians[k]![i] = weights[i]! * chances[k]! * (1 - chances[k]!);
        }
      }
      return loss / totalOf(weights);
    },
    meanLoss: (scores, { y, weights }) => y.reduce((sum, code, i) => sum + weights[i]! * tell(scores, i, code), 0) / totalOf(weights)
  };
}
