import { defineScorer } from '../model-scorer.ts';
import { encodedColumns, expectState, isFiniteArray, isNames } from './feature-columns.ts';

interface ProcessState {
  readonly [key: string]: readonly string[] | Float64Array | number;
  readonly features: readonly string[];
  /** The training rows as they are, row-major [rows, features]. */
  readonly rows: Float64Array;
  /** How far a row reaches along each feature. */
  readonly lengths: Float64Array;
  /** What each row adds at no distance. */
  readonly say: Float64Array;
  /** The answer far from all rows. */
  readonly centre: number;
}

/** What each training row says fades with the distance from it. */
export const gaussianProcessScorer = defineScorer<ProcessState>({
  id: 'gaussian-process',
  holds: 'rows',
  stepsPerRow: ({ rows, say }) => rows.length + 10 * say.length,
  compile(state) {
    check(state);
    const { features, rows, lengths, say, centre } = state;
    return (table) => {
      const columns = encodedColumns(table, features);
      const out = new Float64Array(table.rows).fill(centre);
      for (let i = 0; i < table.rows; i++) {
        for (let s = 0, at = 0; s < say.length; s++) {
          let sum = 0;
          for (let j = 0; j < columns.length; j++, at++) {
            const off = (columns[j]![i]! - rows[at]!) / lengths[j]!;
            sum += off * off;
          }
          out[i]! += say[s]! * Math.exp(-0.5 * sum);
        }
      }
      return out;
    };
  }
});

function check({ features, rows, lengths, say, centre }: ProcessState): void {
  const expect = (what: string, holds: boolean) => expectState('gaussian-process', what, holds);
  expect('features', isNames(features) && Number.isFinite(centre));
  expect('lengths', isFiniteArray(lengths) && lengths.length === features.length && lengths.every((length) => length > 0));
  expect('say', isFiniteArray(say) && say.length > 0);
  expect('rows', isFiniteArray(rows) && rows.length === say.length * features.length);
}
