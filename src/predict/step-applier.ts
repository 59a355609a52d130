import type { PlainRecord } from '../core/plain.ts';
import type { Table } from '../core/table.ts';

/** The applying half of a recipe step; the fitting half lives in src/stages/prepare/steps under the same id. */
export interface StepApplier<F extends PlainRecord = PlainRecord> {
  readonly id: string;
  /** Pure: a new table, the given one unchanged. Levels are matched by label, never by code, so any table of the same schema will do. */
  apply(table: Table, columns: readonly string[], state: F): Table;
}

export function defineApplier<F extends PlainRecord>(applier: StepApplier<F>): StepApplier {
  return applier as unknown as StepApplier;
}
