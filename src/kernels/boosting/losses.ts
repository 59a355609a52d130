/**
 * One pass over `rows`: the loss of the present raw scores and its first and second derivatives, each times the row's weight.
 * Raw scores, gradients and hessians are one array per output, indexed by row of the data.
 * @returns the weighted sum of the losses of rows[from .. to]
 */
export type LossPass = (rows: Uint32Array, from: number, to: number) => number;

interface Working {
  readonly raw: readonly Float64Array[];
  readonly gradients: readonly Float64Array[];
  readonly hessians: readonly Float64Array[];
  readonly weights: Float64Array | null;
}

/** Half the squared error: gradient raw - y, hessian 1. */
export function squaredError(y: Float64Array, { raw, gradients, hessians, weights }: Working): LossPass {
  const [score, gradient, hessian] = [raw[0]!, gradients[0]!, hessians[0]!];
  return (rows, from, to) => {
    let loss = 0;
    for (let i = from; i < to; i++) {
      const row = rows[i]!;
      const weight = weights ? weights[row]! : 1;
      const error = score[row]! - y[row]!;
      gradient[row] = weight * error;
      hessian[row] = weight;
      loss += 0.5 * weight * error * error;
    }
    return loss;
  };
}

/** Log loss of two classes over one raw score, the log-odds of class 1. */
export function binaryLogLoss(codes: Int32Array, { raw, gradients, hessians, weights }: Working): LossPass {
  const [score, gradient, hessian] = [raw[0]!, gradients[0]!, hessians[0]!];
  return (rows, from, to) => {
    let loss = 0;
    for (let i = from; i < to; i++) {
      const row = rows[i]!;
      const weight = weights ? weights[row]! : 1;
      const value = score[row]!;
      const small = Math.exp(-Math.abs(value));
      const probability = value >= 0 ? 1 / (1 + small) : small / (1 + small);
      gradient[row] = weight * (probability - codes[row]!);
      hessian[row] = weight * probability * (1 - probability);
      loss += weight * (Math.log1p(small) + (codes[row] === 1 ? Math.max(-value, 0) : Math.max(value, 0)));
    }
    return loss;
  };
}

/** Log loss over one raw score per class, made probabilities by softmax; hessians are the diagonal p (1 - p), as scikit-learn takes them. */
export function softmaxLogLoss(codes: Int32Array, { raw, gradients, hessians, weights }: Working): LossPass {
  const classes = raw.length;
  const shares = new Float64Array(classes);
  return (rows, from, to) => {
    let loss = 0;
    for (let i = from; i < to; i++) {
      const row = rows[i]!;
      const weight = weights ? weights[row]! : 1;
      let highest = -Infinity;
      for (let k = 0; k < classes; k++) highest = Math.max(highest, raw[k]![row]!);
      let sum = 0;
      for (let k = 0; k < classes; k++) sum += shares[k] = Math.exp(raw[k]![row]! - highest);
      loss += weight * (highest + Math.log(sum) - raw[codes[row]!]![row]!);
      for (let k = 0; k < classes; k++) {
        const probability = shares[k]! / sum;
        gradients[k]![row] = weight * (probability - (codes[row] === k ? 1 : 0));
        hessians[k]![row] = weight * probability * (1 - probability);
      }
    }
    return loss;
  };
}
