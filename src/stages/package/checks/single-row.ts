import { counted } from '../../../core/words.ts';
import { plainRows } from '../../../predict/plain-rows.ts';
import type { ReleaseCheck } from '../release-check.ts';
import { answerAt, largestDifference } from '../same-scores.ts';
import { sampleRows } from '../sample-rows.ts';

const ROWS = 100;

/** A row alone, as a request brings it, gets the answer it gets in a batch. */
export const singleRow: ReleaseCheck = {
  id: 'single-row',
  label: 'One row answers as in a batch',
  run({ pkg, scorer, rows }) {
    const sample = sampleRows(pkg, rows, ROWS);
    const together = scorer.scoreTable(sample);
    const worst = plainRows(sample).reduce((largest, row, i) => {
      const alone = scorer.scoreTable(scorer.readRows([row]).table);
      return Math.max(largest, largestDifference(alone, answerAt(together, i)));
    }, 0);
    return {
      passed: worst === 0,
      detail: `${counted(sample.rows, 'held-out row')} scored one by one and together: the largest difference is ${worst}.`
    };
  }
};
