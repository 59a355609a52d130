import { defineApplier } from '../step-applier.ts';
import { replaceColumns } from './replace-columns.ts';

/** Leaves columns out. */
export const drop = defineApplier({ id: 'drop', apply: (table, columns) => replaceColumns(table, columns, () => []) });
