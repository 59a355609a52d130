import { counted, listed } from '../words.ts';
import { LatheError } from './lathe-error.ts';

/** @param broken what each failed rule asks, and how it was broken */
export const batchBlockedByRules = (rows: number, broken: readonly string[], couldSetAside: number) =>
  new LatheError(
    'batch-blocked-by-rules',
    `The table of ${counted(rows, 'row')} breaks ${counted(broken.length, 'rule')} that may not be broken: ${listed(broken, 3)}. Nothing was answered.`,
    couldSetAside > 0
      ? `Mend the table, set the ${counted(couldSetAside, 'row')} aside that break them, or answer all the same.`
      : 'Mend the table, or answer all the same.',
    { rows, broken, couldSetAside }
  );
