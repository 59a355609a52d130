import { counted, quoted } from '../../../core/words.ts';
import { splitColumnUnusable, tooFewGroups } from '../../../core/errors/splitting.ts';
import { note, type Note } from '../../../core/note.ts';
import { keysOf, type Keys } from '../keys.ts';
import { foldsOf, partsOf, type SplitKindType, type SplitRequest } from '../split-type.ts';

/** Spellings of the parts, compared without case or outer space; the number is the part's place. */
const spellings: Readonly<Record<string, number>> = { train: 0, training: 0, validation: 1, val: 1, valid: 1, dev: 1, test: 2, testing: 2 };

/** The data say themselves where each row belongs. */
export const foldColumn: SplitKindType = {
  id: 'fold-column',
  label: 'By a column',
  doc: 'A column names the part of each row (train, validation, test), or the fold of a cross-validation over all rows.',
  role: 'fold',
  crossValidation: 'fold-column',
  divide(request) {
    const keys = keysOf(request.column!, request.rows);
    const named = keys.values.map(partNamed);
    const missing = missingNote(keys, request.column!.name);
    if (keys.values.length === 0)
      throw splitColumnUnusable(request.column!.name, 'it is empty', 'Choose a column with a value in each row.');
    if (named.some((part) => part === undefined)) return allInTrain(request, keys, missing);
    const parts = partsOf(
      request.rows,
      keys.codes.map((code) => (code < 0 ? -1 : named[code]!))
    );
    if (parts.train.length === 0)
      throw splitColumnUnusable(request.column!.name, 'no row says "train"', 'Mark the training rows with "train".');
    return { parts, sealed: parts.test.length > 0, notes: missing };
  },
  fold(request) {
    const keys = keysOf(request.column!, request.rows);
    const rows = request.rows.filter((_, i) => keys.codes[i]! >= 0);
    if (keys.values.length < 2) throw tooFewGroups(request.column!.name, keys.values.length, 2, 'A cross-validation');
    return {
      folds: foldsOf(
        rows,
        keys.codes.filter((code) => code >= 0),
        keys.values.length
      ),
      notes: missingNote(keys, request.column!.name)
    };
  }
};

const partNamed = (value: string): number | undefined =>
  Object.hasOwn(spellings, value.trim().toLowerCase()) ? spellings[value.trim().toLowerCase()] : undefined;

function allInTrain({ rows, column }: SplitRequest, { codes, values }: Keys, notes: readonly Note[]) {
  const parts = partsOf(
    rows,
    codes.map((code) => (code < 0 ? -1 : 0))
  );
  const message = `${quoted(column!.name)} has ${values.length} values that are not names of parts, so they are the folds of a cross-validation over all rows. No test part is sealed.`;
  return { parts, sealed: false, notes: [note('nothing-sealed', message), ...notes] };
}

function missingNote({ codes }: Keys, name: string): Note[] {
  const missing = codes.filter((code) => code < 0).length;
  return missing > 0 ? [note('fold-missing', `${counted(missing, 'row has', 'rows have')} no ${quoted(name)} and no part.`)] : [];
}
