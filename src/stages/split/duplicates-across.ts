import { pause, type WorkContext } from '../../core/context.ts';
import type { Parts } from '../../core/split.ts';
import type { RowSet, Table } from '../../core/table.ts';
import { RowIndex } from './row-index.ts';

/** Rows of a later part that stand, value for value, in an earlier one: the model has seen the answer. */
export interface DuplicatesAcross {
  readonly validationInTrain: number;
  readonly testInTrain: number;
  readonly testInValidation: number;
}

/** Rows between two pauses. */
const STRETCH = 20_000;

/**
 * Counts exact copies between the parts, over all columns of the table; give it the columns that matter (an id column makes every row its own).
 */
export async function duplicatesAcross(table: Table, parts: Parts, context: WorkContext): Promise<DuplicatesAcross> {
  const train = await indexOf(table, parts.train, context);
  const validationInTrain = await countIn(train, parts.validation, context);
  const testInTrain = await countIn(train, parts.test, context);
  train.letGo();
  const validation = await indexOf(table, parts.validation, context);
  const testInValidation = await countIn(validation, parts.test, context);
  validation.letGo();
  return { validationInTrain, testInTrain, testInValidation };
}

async function indexOf(table: Table, rows: RowSet, context: WorkContext): Promise<RowIndex> {
  const index = new RowIndex(table, rows.length);
  for (let from = 0; from < rows.length; from += STRETCH) {
    await pause(context);
    index.addAll(rows.subarray(from, from + STRETCH));
  }
  return index;
}

async function countIn(index: RowIndex, rows: RowSet, context: WorkContext): Promise<number> {
  let count = 0;
  for (let from = 0; from < rows.length; from += STRETCH) {
    await pause(context);
    count += index.countOf(rows.subarray(from, from + STRETCH));
  }
  return count;
}
