import { defineApplier } from '../step-applier.ts';
import { bucketOf } from '../text/murmur-hash.ts';
import { compileTerms, type TermReading } from '../text/read-terms.ts';
import { textColumns, type Norm } from '../text/text-columns.ts';
import { replaceColumns } from './replace-columns.ts';

/** For each column of the step the names of its columns; and how a text is read and weighed. `isSigned`: a term counts 1 or -1, by its hash. */
export interface HashWordsState extends TermReading {
  readonly names: readonly (readonly string[])[];
  readonly isSigned: boolean;
  readonly norm: Norm;
}

/** The terms of a text shared out between columns by a hash. */
export const hashWords = defineApplier<HashWordsState>({
  id: 'hash-words',
  apply(table, columns, state) {
    const read = compileTerms(state);
    return replaceColumns(table, columns, (column, i) => {
      const names = state.names[i]!;
      return textColumns('Hashing words', column, names, state.norm, (text) => counts(read(text), names.length, state.isSigned));
    });
  }
});

function counts(terms: readonly string[], buckets: number, isSigned: boolean): Map<number, number> {
  const found = new Map<number, number>();
  for (const term of terms) {
    const { place, sign } = bucketOf(term, buckets);
    found.set(place, (found.get(place) ?? 0) + (isSigned ? sign : 1));
  }
  return found;
}
