/** What decides which items make a list. */
export interface ListRules {
  readonly count: number;
  /** Users per item in training: items nobody took are never listed, and of equal scores what more users took comes first. */
  readonly popularity: Float64Array;
  /** Items the asker has met, ascending: never listed. */
  readonly seen: Uint32Array;
}

/** The places of the best items, best first; fewer than `count` where there are no more. */
export function topItems(scores: Float64Array, { count, popularity, seen }: ListRules): number[] {
  const found: number[] = [];
  let next = 0;
  for (let item = 0; item < scores.length; item++) {
    while (next < seen.length && seen[next]! < item) next++;
    if (seen[next] === item || !(popularity[item]! > 0)) continue;
    if (found.length === count && !isBefore(item, found.at(-1)!, scores, popularity)) continue;
    let at = found.length;
    while (at > 0 && isBefore(item, found[at - 1]!, scores, popularity)) at--;
    found.splice(at, 0, item);
    if (found.length > count) found.pop();
  }
  return found;
}

const isBefore = (a: number, b: number, scores: Float64Array, popularity: Float64Array): boolean =>
  scores[a]! > scores[b]! || (scores[a] === scores[b] && popularity[a]! > popularity[b]!);
