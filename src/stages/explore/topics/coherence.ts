import type { DrawnScores } from '../../../kernels/bound-means.ts';

/**
 * How far words stand in the same texts, for each list of words: normalised pointwise mutual information, mean over pairs; a pair that never meets
 * counts -1. Source: Bouma (2009), "Normalized (pointwise) mutual information in collocation extraction", over whole texts.
 * @param textsOf for each list, of each of its words the texts that hold it, ascending
 */
export function coherences(textsOf: readonly (readonly Uint32Array[])[]): DrawnScores {
  const lists = textsOf.map((words) => ({ words, pairs: pairsOf(words) }));
  return (weights) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const share = (texts: Uint32Array) => texts.reduce((sum, text) => sum + weights[text]!, 0) / total;
    return Float64Array.from(lists, ({ words, pairs }) => {
      const alone = words.map(share);
      const values = pairs.map(({ i, j, texts }) => likeness(share(texts), alone[i]!, alone[j]!));
      return values.length === 0 ? NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
    });
  };
}

function likeness(both: number, a: number, b: number): number {
  if (both === 0) return -1;
  return both >= 1 ? 0 : Math.log(both / (a * b)) / -Math.log(both);
}

function pairsOf(words: readonly Uint32Array[]) {
  return words.flatMap((texts, i) => {
    const own = new Set(texts);
    return words.slice(i + 1).map((others, k) => ({ i, j: i + 1 + k, texts: others.filter((text) => own.has(text)) }));
  });
}
