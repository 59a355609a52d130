import { defineApplier } from '../step-applier.ts';
import { compileTerms, type TermReading } from '../text/read-terms.ts';
import { textColumns, type Norm } from '../text/text-columns.ts';
import { replaceColumns } from './replace-columns.ts';

/** For each column of the step its terms, how much each of them weighs, and the names of its columns; and how a text is read and weighed. */
export interface TfIdfState extends TermReading {
  readonly terms: readonly (readonly string[])[];
  readonly idf: readonly Float64Array[];
  readonly names: readonly (readonly string[])[];
  readonly sublinearTf: boolean;
  readonly binary: boolean;
  readonly norm: Norm;
}

/** How often a text uses each term, by how rare the term is. Terms that training did not know are passed over. */
export const tfIdf = defineApplier<TfIdfState>({
  id: 'tf-idf',
  apply(table, columns, state) {
    const read = compileTerms(state);
    return replaceColumns(table, columns, (column, i) => {
      const placeOf = new Map(state.terms[i]!.map((term, place) => [term, place]));
      const weigh = weigher(state, state.idf[i]!);
      return textColumns('Words of texts', column, state.names[i]!, state.norm, (text) => weigh(countKnown(read(text), placeOf)));
    });
  }
});

function countKnown(terms: readonly string[], placeOf: ReadonlyMap<string, number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const term of terms) {
    const place = placeOf.get(term);
    if (place !== undefined) counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return counts;
}

/** Source: Manning, Raghavan & Schütze (2008), "Introduction to Information Retrieval", sections 6.2 and 6.4. */
function weigher({ sublinearTf, binary }: TfIdfState, idf: Float64Array): (counts: Map<number, number>) => Map<number, number> {
  return (counts) => {
    for (const [place, count] of counts) {
      const often = binary ? 1 : count;
      counts.set(place, (sublinearTf ? 1 + Math.log(often) : often) * idf[place]!);
    }
    return counts;
  };
}
