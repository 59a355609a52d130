import { counted } from '../../../core/words.ts';
import { encodePackage } from '../../../predict/package-file.ts';
import { createScorer } from '../../../predict/scorer.ts';
import type { ReleaseCheck } from '../release-check.ts';
import { answersIn, largestDifference } from '../same-scores.ts';

/** The same package gives the same bytes, and the same rows the same answers, every time. */
export const determinism: ReleaseCheck = {
  id: 'determinism',
  label: 'The same again, every time',
  run({ pkg, bytes, scorer, rows }) {
    const again = encodePackage(pkg);
    const sameBytes = again.length === bytes.length && again.every((byte, i) => byte === bytes[i]);
    const first = scorer.scoreTable(rows);
    const difference = Math.max(
      largestDifference(first, scorer.scoreTable(rows)),
      largestDifference(first, createScorer(pkg).scoreTable(rows))
    );
    return {
      passed: sameBytes && difference === 0,
      detail: `Encoded again: ${sameBytes ? 'the same' : 'different'} ${counted(bytes.length, 'byte')}. ${counted(answersIn(first), 'row')} scored three times: the largest difference is ${difference}.`
    };
  }
};
