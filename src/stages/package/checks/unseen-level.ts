import { plainRows } from '../../../predict/plain-rows.ts';
import type { ReleaseCheck } from '../release-check.ts';
import { sampleRows } from '../sample-rows.ts';

const NEVER_SEEN = 'a level that training never saw';

/** A new level of a category is answered, with a warning. */
export const unseenLevel: ReleaseCheck = {
  id: 'unseen-level',
  label: 'New levels are answered, with a warning',
  run({ pkg, scorer, rows }) {
    const names = pkg.inputs.filter(({ type }) => type === 'category').map(({ name }) => name);
    if (names.length === 0) return { passed: null, detail: 'No input is a category.' };
    const [row = {}] = plainRows(sampleRows(pkg, rows, 1));
    const answers = scorer.scoreRows(names.map((name) => ({ ...row, ...Object.fromEntries([[name, NEVER_SEEN]]) })));
    const warned = answers.filter(({ warnings }) => warnings.some((warning) => warning.includes(NEVER_SEEN))).length;
    return {
      passed: warned === names.length,
      detail: `A new level in ${names.length === 1 ? 'the one category' : `each of ${names.length} categories`}: all answered, ${warned} with a warning.`
    };
  }
};
