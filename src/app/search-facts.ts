import { searchStrategies } from '../stages/tune/registry.ts';
import type { SearchId } from '../stages/tune/strategy-type.ts';

/** What a screen must know of a way to search. */
export interface SearchFacts {
  readonly id: SearchId;
  readonly label: string;
  readonly doc: string;
  readonly onShares: boolean;
}

export const searchFacts: readonly SearchFacts[] = searchStrategies.all.map(({ id, label, doc, onShares }) => ({
  id,
  label,
  doc,
  onShares
}));
