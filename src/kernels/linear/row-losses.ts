import type { RowLoss } from './objective.ts';

/**
 * Log loss of two classes over one score, the log-odds of class 1.
 * @param codes 0 or 1, length n
 * @param weights length n
 */
export const binaryLoss =
  (codes: Int32Array, weights: Float64Array): RowLoss =>
  ([scores], from, to, curvatures) => {
    const block = scores!;
    let loss = 0;
    for (let i = from; i < to; i++) {
      const score = block[i - from]!;
      const small = Math.exp(-Math.abs(score));
      const sum = 1 + small;
      const probability = (score >= 0 ? 1 : small) / sum;
      const weight = weights[i]!;
      loss += weight * (Math.log1p(small) + (codes[i] === 1 ? Math.max(-score, 0) : Math.max(score, 0)));
      block[i - from] = weight * (probability - codes[i]!);
      if (curvatures) curvatures[i - from] = (weight * small) / (sum * sum);
    }
    return loss;
  };

/**
 * Log loss of several classes over one score each, made probabilities by softmax.
 * @param codes 0 to classes - 1, length n
 * @param weights length n
 */
export const softmaxLoss =
  (codes: Int32Array, weights: Float64Array): RowLoss =>
  (blocks, from, to) => {
    let loss = 0;
    for (let i = from; i < to; i++) {
      const place = i - from;
      const own = blocks[codes[i]!]![place]!;
      let highest = -Infinity;
      for (const scores of blocks) highest = Math.max(highest, scores[place]!);
      let sum = 0;
      for (const scores of blocks) sum += scores[place] = Math.exp(scores[place]! - highest);
      loss += weights[i]! * (highest + Math.log(sum) - own);
      for (const scores of blocks) scores[place]! *= weights[i]! / sum;
      blocks[codes[i]!]![place]! -= weights[i]!;
    }
    return loss;
  };

/**
 * Half the deviance of a distribution whose variance is a power of its mean, over one score, the logarithm of that mean; less what depends on the
 * answers alone. Power 1 is Poisson, 2 gamma, between them the compound Poisson-gamma distribution (Tweedie), 3 the inverse Gaussian.
 * Source: Jørgensen (1997), "The theory of dispersion models", section 4. Beyond power 2, where the loss is not convex, the expected second
 * derivative stands in for the second derivative (Fisher scoring).
 * @param y length n, not negative; positive from power 2 on
 * @param power 1 to 3
 * @param weights length n
 */
export const devianceLoss =
  (y: Float64Array, power: number, weights: Float64Array): RowLoss =>
  ([scores], from, to, curvatures) => {
    const block = scores!;
    let loss = 0;
    for (let i = from; i < to; i++) {
      const score = block[i - from]!;
      const weight = weights[i]!;
      const mean = Math.exp((2 - power) * score);
      const pull = y[i] === 0 ? 0 : y[i]! * Math.exp((1 - power) * score);
      loss += weight * ((power === 2 ? score : mean / (2 - power)) - (power === 1 ? y[i]! * score : pull / (1 - power)));
      block[i - from] = weight * (mean - pull);
      if (curvatures) curvatures[i - from] = weight * (power > 2 ? mean : (2 - power) * mean + (power - 1) * pull);
    }
    return loss;
  };

/** Half the squared error over one score, the answer itself. */
export const squaredLoss =
  (y: Float64Array, weights: Float64Array): RowLoss =>
  ([scores], from, to, curvatures) => {
    const block = scores!;
    let loss = 0;
    for (let i = from; i < to; i++) {
      const error = block[i - from]! - y[i]!;
      loss += 0.5 * weights[i]! * error * error;
      block[i - from] = weights[i]! * error;
      if (curvatures) curvatures[i - from] = weights[i]!;
    }
    return loss;
  };
