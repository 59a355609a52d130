import { asTaken, cosineSearch, largest } from '../cosine.ts';
import { transpose } from '../gather-interactions.ts';
import { defineRecommender, type Asker } from '../recommender.ts';
import { neighbourParams } from '../shared-params.ts';

/**
 * Users who took the same: what the nearest by cosine took, weighted by how near they are.
 * Source: Herlocker, Konstan, Borchers & Riedl (1999), "An algorithmic framework for performing collaborative filtering"; shrunk as in Bell & Koren (2007).
 */
export const userKnn = defineRecommender({
  id: 'user-knn',
  label: 'Nearest users',
  doc: 'Recommends what the users most alike took. Follows the tastes of few, but keeps what every user took, and is slow to answer where there are many.',
  family: 'neighbours',
  task: 'recommendation',
  rates: false,
  params: neighbourParams,
  fit(_data, settings, context) {
    context.onProgress(1);
    return Promise.resolve({ state: { ...settings }, curve: [], notes: [] });
  },
  open({ nNeighbors, shrinkage, weighting }, given) {
    const data = weighting === 'binary' ? asTaken(given) : given;
    const search = cosineSearch(data, transpose(data), shrinkage);
    const likeness = new Float64Array(data.userCount);
    const nearestTo = ({ user, history }: Asker): number[] => {
      const own = weighting === 'binary' ? { ...history, values: new Float64Array(history.items.length).fill(1) } : history;
      search.all(own, likeness);
      return largest(likeness, nNeighbors, user ?? -1);
    };
    return {
      takesNewUsers: true,
      score(asker, into) {
        into.fill(0);
        for (const near of nearestTo(asker)) {
          for (let i = data.starts[near]!; i < data.starts[near + 1]!; i++) into[data.items[i]!]! += likeness[near]! * data.values[i]!;
        }
      },
      reason(asker, item) {
        const near = nearestTo(asker);
        const took = near.filter((user) => data.items.subarray(data.starts[user], data.starts[user + 1]).includes(item));
        return { kind: 'people', users: took.length, asked: near.length };
      }
    };
  }
});
