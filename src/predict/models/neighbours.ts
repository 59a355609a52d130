import type { NearestPoints, PointMetric } from '../../core/nearest.ts';
import type { Plain } from '../../core/plain.ts';
import { defineScorer } from '../model-scorer.ts';
import { openNearest } from '../neighbours/find-nearest.ts';
import { encodedColumns, expectState, isFiniteArray, isNames } from './feature-columns.ts';

interface NeighboursState {
  readonly [key: string]: Plain;
  readonly features: readonly string[];
  /** Number of labels; 1 for a number. */
  readonly outputs: number;
  readonly isClasses: boolean;
  /** The training rows as they are, row-major [rows, features]. */
  readonly rows: Float64Array;
  /** Class code or value of each. */
  readonly answers: Float64Array;
  /** What each counts; null = 1. */
  readonly rowWeights: Float64Array | null;
  readonly nNeighbors: number;
  readonly weights: 'uniform' | 'distance';
  readonly metric: PointMetric;
}

/** Queries looked up together. */
const BATCH = 256;

/**
 * The answers of the nearest training rows, each counting what it weighs, times one over its distance if asked; rows at no distance then count alone.
 * Rows are taken until they weigh `nNeighbors` together, the last with what is lacking: with a row of weight 2 it is as if the row were there twice.
 */
export const neighboursScorer = defineScorer<NeighboursState>({
  id: 'neighbours',
  holds: 'rows',
  aidedBy: 'openNearest',
  stepsPerRow: ({ rows }) => rows.length,
  compile(state, aids) {
    check(state);
    const { features, outputs, rows, answers, metric } = state;
    const cols = features.length;
    const count = mostNeighbours(state);
    const find = (aids?.openNearest ?? openNearest)({ data: rows, rows: answers.length, cols, metric }, count);
    return (table) => {
      const columns = encodedColumns(table, features);
      const out = new Float64Array(table.rows * outputs);
      for (let from = 0; from < table.rows; from += BATCH) {
        const size = Math.min(BATCH, table.rows - from);
        const queries = new Float64Array(size * cols);
        columns.forEach((values, j) => {
          for (let i = 0; i < size; i++) queries[i * cols + j] = values[from + i]!;
        });
        const nearest = find(queries);
        for (let i = 0; i < size; i++) answer(state, nearest, i * count, count, out.subarray((from + i) * outputs));
      }
      return out;
    };
  }
});

/** How many rows may be needed until they weigh enough: as many as the lightest, but never more than ten times as many as of weight 1. */
function mostNeighbours({ answers, rowWeights, nNeighbors }: NeighboursState): number {
  let weight = 0;
  const enough = rowWeights ? rowWeights.toSorted().findIndex((one) => (weight += one) >= nNeighbors) + 1 : nNeighbors;
  return Math.min(enough || answers.length, 10 * nNeighbors, answers.length);
}

function answer(state: NeighboursState, { rows, far }: NearestPoints, from: number, count: number, out: Float64Array): void {
  const { answers, rowWeights, nNeighbors, weights, metric, isClasses } = state;
  const isExact = weights === 'distance' && far[from] === 0;
  // as shares of the nearest, so that no tiny distance makes them infinite; beyond the largest number all are equally far
  const areEqual = weights === 'uniform' || isExact || far[from] === Infinity;
  const power = metric === 'euclidean' ? 0.5 : 1;
  let [room, total, sum] = [nNeighbors, 0, 0];
  for (let i = from; i < from + count && room > 0; i++) {
    const counts = Math.min(room, rowWeights ? rowWeights[rows[i]!]! : 1);
    room -= counts;
    if (isExact && far[i]! > 0) break;
    const near = areEqual ? 1 : (far[from]! / far[i]!) ** power;
    const say = answers[rows[i]!]!;
    total += counts * near;
    if (isClasses) out[say]! += counts * near;
    else sum += counts * near * say;
  }
  if (!isClasses) out[0] = sum / total;
  else for (let k = 0; k < state.outputs; k++) out[k]! /= total;
}

function check({ features, outputs, isClasses, rows, answers, rowWeights, nNeighbors }: NeighboursState): void {
  const expect = (what: string, holds: boolean) => expectState('neighbours', what, holds);
  expect('features', isNames(features) && features.length > 0);
  expect('answers', isFiniteArray(answers) && answers.length > 0);
  expect('rows', isFiniteArray(rows) && rows.length === answers.length * features.length);
  expect('classes', !isClasses || answers.every((code) => code >= 0 && code < outputs && code % 1 === 0));
  expect('weights', rowWeights === null || (isFiniteArray(rowWeights) && rowWeights.length === answers.length));
  expect('nNeighbors', nNeighbors >= 1);
}
