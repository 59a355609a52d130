import type { PlainRecord } from '../../core/plain.ts';
import { defineApplier, type StepApplier } from '../step-applier.ts';
import { replaceColumns } from './replace-columns.ts';

/** For each column of the step 1 where it is kept. */
export interface ChosenState extends PlainRecord {
  readonly isKept: Uint8Array;
}

/** The applying half of every step that chooses among columns, however it chose them. */
export const keepChosen = (id: string): StepApplier =>
  defineApplier<ChosenState>({
    id,
    apply: (table, columns, { isKept }) => replaceColumns(table, columns, (column, i) => (isKept[i] === 1 ? [column] : []))
  });
