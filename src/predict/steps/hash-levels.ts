import type { PlainRecord } from '../../core/plain.ts';
import type { NumberColumn } from '../../core/table.ts';
import { defineApplier } from '../step-applier.ts';
import { bucketOf } from '../text/murmur-hash.ts';
import { asCategory, replaceColumns } from './replace-columns.ts';

/** For each column of the step the names of its columns; `isSigned`: a level counts 1 or -1, by its hash. */
export interface HashLevelsState extends PlainRecord {
  readonly names: readonly (readonly string[])[];
  readonly isSigned: boolean;
}

/** Levels shared out between a few columns by a hash of their label; missing is 0 in all. */
export const hashLevels = defineApplier<HashLevelsState>({
  id: 'hash-levels',
  apply: (table, columns, { names, isSigned }) =>
    replaceColumns(table, columns, (column, i) => {
      const { codes, labels } = asCategory('Hashing levels', column);
      const buckets = labels.map((label) => bucketOf(label, names[i]!.length));
      const out = names[i]!.map((name): NumberColumn => ({ kind: 'number', name, values: new Float64Array(codes.length) }));
      codes.forEach((code, row) => {
        if (code >= 0) out[buckets[code]!.place]!.values[row] = isSigned ? buckets[code]!.sign : 1;
      });
      return out;
    })
});
