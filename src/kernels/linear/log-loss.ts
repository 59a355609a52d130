import type { Work } from '../work.ts';

/** Rows, classes and weights of a log loss over linear scores. */
export interface LogLossProblem {
  /** Row-major [rows, cols]. */
  readonly x: Float64Array;
  readonly rows: number;
  readonly cols: number;
  /** Class of each row, 0 to classes - 1. */
  readonly codes: Int32Array;
  readonly classes: number;
  /** Weight of each row; they sum to 1. */
  readonly weights: Float64Array;
  readonly fitIntercept: boolean;
  /** Half the weight of each squared coefficient, per column. */
  readonly l2: Float64Array;
}

/** Score functions of a problem: two classes need one, more need one each. */
export const scoresOf = (classes: number): number => (classes === 2 ? 1 : classes);

/** Rows between two strides. */
const BLOCK = 1024;

/**
 * Mean log loss plus the squared penalty, and its slope.
 * @param at for each score function the coefficients, then the intercept: [scores, cols + 1]
 * @param slope filled, same layout
 * @returns the loss
 */
export function* logLoss(problem: LogLossProblem, at: Float64Array, slope: Float64Array): Work<number> {
  slope.fill(0);
  const scores = scoresOf(problem.classes);
  const addBlock = scores === 1 ? addBinary : addMultinomial;
  let loss = 0;
  for (let from = 0; from < problem.rows; from += BLOCK) {
    loss += addBlock(problem, at, slope, from, Math.min(from + BLOCK, problem.rows));
    yield 2 * BLOCK * scores * (problem.cols + 4);
  }
  return loss + addPenalty(problem, at, slope, scores);
}

function addPenalty({ cols, l2, fitIntercept }: LogLossProblem, at: Float64Array, slope: Float64Array, scores: number): number {
  let penalty = 0;
  for (let k = 0; k < scores; k++) {
    const start = k * (cols + 1);
    for (let j = 0; j < cols; j++) {
      penalty += l2[j]! * at[start + j]! * at[start + j]!;
      slope[start + j]! += 2 * l2[j]! * at[start + j]!;
    }
    if (!fitIntercept) slope[start + cols] = 0;
  }
  return penalty;
}

function addBinary({ x, cols, codes, weights }: LogLossProblem, at: Float64Array, slope: Float64Array, from: number, to: number): number {
  let loss = 0;
  for (let i = from; i < to; i++) {
    const row = i * cols;
    let score = at[cols]!;
    for (let j = 0; j < cols; j++) score += at[j]! * x[row + j]!;
    const small = Math.exp(-Math.abs(score));
    const probability = score >= 0 ? 1 / (1 + small) : small / (1 + small);
    loss += weights[i]! * (Math.log1p(small) + (codes[i] === 1 ? Math.max(-score, 0) : Math.max(score, 0)));
    const error = weights[i]! * (probability - codes[i]!);
    for (let j = 0; j < cols; j++) slope[j]! += error * x[row + j]!;
    slope[cols]! += error;
  }
  return loss;
}

function addMultinomial(problem: LogLossProblem, at: Float64Array, slope: Float64Array, from: number, to: number): number {
  const { x, cols, codes, classes, weights } = problem;
  const shares = new Float64Array(classes);
  let loss = 0;
  for (let i = from; i < to; i++) {
    const row = i * cols;
    for (let k = 0; k < classes; k++) {
      const start = k * (cols + 1);
      let score = at[start + cols]!;
      for (let j = 0; j < cols; j++) score += at[start + j]! * x[row + j]!;
      shares[k] = score;
    }
    const own = shares[codes[i]!]!;
    loss += weights[i]! * (softmax(shares) - own);
    for (let k = 0; k < classes; k++) {
      const start = k * (cols + 1);
      const error = weights[i]! * (shares[k]! - (codes[i] === k ? 1 : 0));
      for (let j = 0; j < cols; j++) slope[start + j]! += error * x[row + j]!;
      slope[start + cols]! += error;
    }
  }
  return loss;
}

/** Turns scores into shares, in place. @returns the logarithm of the sum of the exponentials */
function softmax(scores: Float64Array): number {
  let highest = -Infinity;
  for (const score of scores) highest = Math.max(highest, score);
  let sum = 0;
  for (let k = 0; k < scores.length; k++) sum += scores[k] = Math.exp(scores[k]! - highest);
  for (let k = 0; k < scores.length; k++) scores[k]! /= sum;
  return highest + Math.log(sum);
}
