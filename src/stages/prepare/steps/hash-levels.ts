import { freshNames } from '../fresh-names.ts';
import { defineStep } from '../step-type.ts';

/** Levels shared out between a few columns by a hash. Nothing is learned but names: any level will do, seen or not. */
export const hashLevels = defineStep({
  id: 'hash-levels',
  purpose: 'encode',
  label: 'Hash the levels',
  doc: 'Shares the levels of a category out between a few columns by a hash of their names: for very many levels, or ever new ones. Some share a column.',
  accepts: ['category'],
  turnsInto: 'number',
  renames: () => true,
  gapsAfter: () => 'none',
  params: {
    buckets: { type: 'int', default: 16, min: 2, max: 1024, doc: 'How many columns a category becomes.' },
    signed: { type: 'bool', default: true, doc: 'Counts half of the levels as -1, so that levels that share a column tend to cancel out.' }
  },
  fit(table, columns, { buckets, signed }) {
    const fresh = freshNames(table);
    const names = columns.map((column) => Array.from({ length: buckets }, (_, i) => fresh(`${column.name}: bucket ${i + 1}`)));
    return { names, isSigned: signed };
  }
});
