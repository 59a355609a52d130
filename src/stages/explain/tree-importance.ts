import type { Plain, PlainRecord } from '../../core/plain.ts';
import type { TreeImportanceRow } from '../../core/tree-importance.ts';

/** What the state of a model of trees tells of how its features were asked, the most important first; null for other models. */
export function treeImportance(state: PlainRecord): TreeImportanceRow[] | null {
  const told = state['importance'] as PlainRecord | undefined;
  const gain = numbers(told?.['gain']) ?? numbers(state['importances']);
  const features = state['features'] as readonly { readonly name: string }[] | undefined;
  if (!gain || features?.length !== gain.length) return null;
  const [shares, covers] = [sharesOf(gain), numbers(told?.['cover'])];
  const [coverShares, counts] = [covers && sharesOf(covers), numbers(told?.['count'])];
  return features
    .map(({ name }, j) => ({ feature: name, gain: shares[j]!, count: counts?.[j] ?? null, cover: coverShares?.[j] ?? null }))
    .toSorted((a, b) => b.gain - a.gain);
}

const numbers = (value: Plain | undefined): Float64Array | null => (value instanceof Float64Array ? value : null);

function sharesOf(values: Float64Array): Float64Array {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => (total > 0 ? value / total : 0));
}
