import { createPacer } from '../../../core/pacer.ts';
import { historyOf } from '../../../core/interactions.ts';
import { asTaken, cosineSearch, largest } from '../cosine.ts';
import { transpose } from '../gather-interactions.ts';
import { byShare } from '../shares.ts';
import { defineRecommender, type Asker } from '../recommender.ts';
import { neighbourParams } from '../shared-params.ts';

/**
 * Items taken by the same users: of each item its nearest by cosine; an item's score is the sum over what the asker has met.
 * Source: Deshpande & Karypis (2004), "Item-based top-N recommendation algorithms"; shrunk as in Bell & Koren (2007).
 */
export const itemKnn = defineRecommender({
  id: 'item-knn',
  label: 'Nearest items',
  doc: 'Recommends what was taken by those who took the same. Plain, quick and easy to explain; knows nothing of items that few took.',
  family: 'neighbours',
  task: 'recommendation',
  rates: false,
  params: neighbourParams,
  async fit(given, { nNeighbors, shrinkage, weighting }, context) {
    const data = weighting === 'binary' ? asTaken(given) : given;
    const byItem = transpose(data);
    const search = cosineSearch(byItem, data, shrinkage);
    const pace = createPacer(context);
    const likeness = new Float64Array(data.itemCount);
    const starts = new Uint32Array(data.itemCount + 1);
    const near: number[] = [];
    const how: number[] = [];
    for (let item = 0; item < data.itemCount; item++) {
      const own = historyOf(byItem, item);
      search.all(own, likeness);
      for (const other of largest(likeness, nNeighbors, item)) {
        near.push(other);
        how.push(likeness[other]!);
      }
      starts[item + 1] = near.length;
      context.onProgress((item + 1) / data.itemCount);
      await pace(search.stepsOf(own));
    }
    return { state: { starts, near: Uint32Array.from(near), likeness: Float64Array.from(how), weighting }, curve: [], notes: [] };
  },
  open({ starts, near, likeness, weighting }) {
    const valueAt = ({ history }: Asker, i: number) => (weighting === 'binary' ? 1 : history.values[i]!);
    return {
      takesNewUsers: true,
      score(asker, into) {
        into.fill(0);
        asker.history.items.forEach((item, i) => {
          for (let at = starts[item]!; at < starts[item + 1]!; at++) into[near[at]!]! += likeness[at]! * valueAt(asker, i);
        });
      },
      reason(asker, item) {
        const parts = Array.from(asker.history.items, (own, i) => {
          const at = near.subarray(starts[own], starts[own + 1]).indexOf(item);
          return { item: own, value: at < 0 ? 0 : likeness[starts[own]! + at]! * valueAt(asker, i) };
        });
        return { kind: 'items', items: byShare(parts) };
      }
    };
  }
});
