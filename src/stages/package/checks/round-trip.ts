import { counted } from '../../../core/words.ts';
import { readPackage } from '../../../predict/package-file.ts';
import { createScorer } from '../../../predict/scorer.ts';
import type { ReleaseCheck } from '../release-check.ts';
import { answersIn, largestDifference } from '../same-scores.ts';

/** The model read back from its file answers as the one in memory. */
export const roundTrip: ReleaseCheck = {
  id: 'round-trip',
  label: 'The file answers as the model does',
  run({ bytes, scorer, rows }) {
    const before = scorer.scoreTable(rows);
    const difference = largestDifference(before, createScorer(readPackage(bytes)).scoreTable(rows));
    return {
      passed: difference === 0,
      detail: `${counted(answersIn(before), 'held-out row')} scored from the file: the largest difference is ${difference}.`
    };
  }
};
