import { counted } from '../../../core/words.ts';
import { plainRows } from '../../../predict/plain-rows.ts';
import type { ReleaseCheck } from '../release-check.ts';
import { sampleRows } from '../sample-rows.ts';

/** Every value may be missing, each alone and all at once; images may not. */
export const missingValues: ReleaseCheck = {
  id: 'missing-values',
  label: 'Missing values are answered',
  run({ pkg, scorer, rows }) {
    const names = pkg.inputs.filter(({ type }) => type !== 'image').map(({ name }) => name);
    const [row = {}] = plainRows(sampleRows(pkg, rows, 1));
    const empty = Object.fromEntries(names.map((name) => [name, null]));
    const holed = [...names.map((name) => ({ ...row, ...Object.fromEntries([[name, null]]) })), { ...row, ...empty }];
    const answers = scorer.scoreRows(holed);
    return {
      passed: answers.length === holed.length,
      detail: `${counted(names.length, 'input')} left out one at a time, then all at once: each row was answered.`
    };
  }
};
