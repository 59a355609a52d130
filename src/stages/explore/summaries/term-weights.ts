/** Sentences as sparse rows of weighted terms, each of length 1 (or 0 where a sentence has no term). */
export interface WeightedSentence {
  /** Ascending. */
  readonly terms: Uint32Array;
  readonly weights: Float64Array;
}

/** In how many texts each term stands, and how many there are. */
export interface DocumentCounts {
  readonly texts: number;
  readonly counts: ReadonlyMap<string, number>;
}

export function countDocuments(texts: readonly (readonly string[])[]): DocumentCounts {
  const counts = new Map<string, number>();
  for (const words of texts) for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { texts: texts.length, counts };
}

/**
 * Terms of each sentence by tf-idf, as scikit-learn's TfidfVectorizer weighs them: count times ln((1 + n) / (1 + df)) + 1, scaled to length 1.
 * @param sentences the words of each
 */
export function weighSentences(sentences: readonly (readonly string[])[], { texts, counts }: DocumentCounts): WeightedSentence[] {
  const placeOf = new Map<string, number>();
  return sentences.map((words) => {
    const weights = new Map<number, number>();
    for (const word of words) {
      const place = placeOf.get(word) ?? placeOf.set(word, placeOf.size).size - 1;
      const rarity = Math.log((1 + texts) / (1 + (counts.get(word) ?? 0))) + 1;
      weights.set(place, (weights.get(place) ?? 0) + rarity);
    }
    const sorted = [...weights].sort((a, b) => a[0] - b[0]);
    const length = Math.sqrt(sorted.reduce((sum, [, weight]) => sum + weight * weight, 0));
    return { terms: Uint32Array.from(sorted, ([term]) => term), weights: Float64Array.from(sorted, ([, weight]) => weight / length) };
  });
}

/** Cosine of two sentences, 0 to 1. */
export function cosineOf(a: WeightedSentence, b: WeightedSentence): number {
  let sum = 0;
  for (let i = 0, j = 0; i < a.terms.length && j < b.terms.length;) {
    const [left, right] = [a.terms[i]!, b.terms[j]!];
    if (left === right) sum += a.weights[i++]! * b.weights[j++]!;
    else if (left < right) i++;
    else j++;
  }
  return sum;
}
