import type { WorkContext } from '../../core/context.ts';
import { partEmpty } from '../../core/errors/splitting.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { RowSet, Table } from '../../core/table.ts';
import { takeRows } from '../experiment/labelled-rows.ts';
import type { JobServices } from '../services.ts';
import { firstRepeat, readOutOfFold } from '../training/out-of-fold.ts';
import { scorePart, type JudgedRun } from './load-judged.ts';

/** Rows that may be looked at one by one, and what models that had not seen them said. */
export interface HeldOut {
  readonly on: 'validation' | 'cross-validation';
  readonly outcome: Outcome;
  /** The feature columns, row for row beside the outcome. */
  readonly inputs: Table;
  /** Their rows in the dataset. */
  readonly at: RowSet;
}

/**
 * The validation part, or else training rows as the folds that left them out have answered them.
 * @throws LatheError `part-empty` where there is neither
 */
export async function heldOutRows(judged: JudgedRun, services: JobServices, context: WorkContext): Promise<HeldOut> {
  const at = judged.parts.validation;
  if (at.length > 0) {
    const { outcome, rows } = await scorePart(judged, 'validation', context);
    return { on: 'validation', outcome, inputs: rows.inputs, at };
  }
  const found = await leftOutOfFolds(judged, services);
  if (!found) throw partEmpty('validation');
  return found;
}

/** Null where the run was not cross-validated, or by a Lathe that did not keep which rows stood in which fold. */
export async function leftOutOfFolds({ run, rows }: JudgedRun, { storage }: JobServices): Promise<HeldOut | null> {
  const kept = await readOutOfFold(storage, run.id);
  if (!kept?.places || !run.cv) return null;
  const { outcome, places } = firstRepeat(kept, run.cv);
  const at = places!.rows;
  return { on: 'cross-validation', outcome, inputs: takeRows(rows, at).inputs, at };
}
