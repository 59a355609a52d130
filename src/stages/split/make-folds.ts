import { paramOutOfRange, unknownId } from '../../core/errors/anywhere.ts';
import { tooFewRows } from '../../core/errors/tables.ts';
import { note, type Note } from '../../core/note.ts';
import { forkRng, type Rng } from '../../core/rng.ts';
import type { CvSpec, Fold } from '../../core/split.ts';
import type { Table } from '../../core/table.ts';
import { splitKinds } from './registry.ts';
import { requestOf } from './request.ts';
import type { Divisible, Folds } from './split-type.ts';

const DEFAULT_FOLDS = 5;
const MOST_FOLDS = 1000;
const MOST_REPEATS = 100;

/**
 * Folds of a cross-validation over `given.rows`, repeat after repeat. Every row is judged once in each repeat; by time, all but the earliest are.
 * @throws LatheError `param-out-of-range`, `unknown-id`, `too-few-rows`, `too-few-groups`, `column-not-found`, `split-needs-column`,
 * `split-column-unusable`, `split-field-unused`, `purge-needs-column` or `gap-too-long`
 */
export function makeFolds(table: Table, cv: CvSpec, given: Divisible, seed: number): Folds {
  const kind = splitKinds.all.find((known) => known.crossValidation === cv.kind);
  if (!kind)
    throw unknownId(
      'cross-validation',
      cv.kind,
      splitKinds.all.map((known) => known.crossValidation)
    );
  const folds = whole('folds', cv.folds ?? DEFAULT_FOLDS, 2, MOST_FOLDS);
  const isFixed = cv.kind === 'time' || cv.kind === 'fold-column';
  const repeats = isFixed ? 1 : whole('repeats', cv.repeats ?? 1, 1, MOST_REPEATS);
  if (given.rows.length < folds && cv.kind !== 'fold-column')
    throw tooFewRows(given.rows.length, folds, `A cross-validation with ${folds} folds`);
  const requestWith = (rng: Rng) => requestOf(table, kind, cv, given, rng);
  const all: Fold[] = [];
  const notes = new Map<string, Note>();
  if (isFixed && (cv.repeats ?? 1) > 1)
    notes.set(
      'repeats-ignored',
      note('repeats-ignored', 'These folds are fixed by the data, so repeats would all be the same; one is made.')
    );
  for (let repeat = 0; repeat < repeats; repeat++) {
    const made = kind.fold(requestWith(forkRng(seed, `folds ${repeat}`)), folds);
    all.push(...made.folds);
    for (const told of made.notes) notes.set(told.code, told);
  }
  return { folds: all, notes: [...notes.values()] };
}

function whole(name: string, value: number, min: number, max: number): number {
  if (!Number.isInteger(value) || value < min || value > max)
    throw paramOutOfRange('Cross-validation', name, `a whole number from ${min} to ${max}`, value);
  return value;
}
