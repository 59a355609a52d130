/** F1 of a summary against its reference, 0 to 1. */
export interface Rouge {
  readonly rouge1: number;
  readonly rouge2: number;
  readonly rougeL: number;
}

/**
 * What a summary and its reference share: words, pairs of words, and the longest common subsequence, each as F1. Words in small letters, not stemmed;
 * function words count. Source: Lin (2004), "ROUGE: a package for automatic evaluation of summaries".
 * @param summary words in their order
 */
export function rouge(summary: readonly string[], reference: readonly string[]): Rouge {
  const pairs = (words: readonly string[]) => words.slice(1).map((word, i) => `${words[i]!} ${word}`);
  return {
    rouge1: overlap(summary, reference),
    rouge2: overlap(pairs(summary), pairs(reference)),
    rougeL: f1(longestCommon(summary, reference), summary.length, reference.length)
  };
}

/** A term counts as often as it stands in both. */
function overlap(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>();
  for (const term of a) left.set(term, (left.get(term) ?? 0) + 1);
  let shared = 0;
  for (const term of b) {
    const there = left.get(term) ?? 0;
    if (there > 0) shared++;
    left.set(term, there - 1);
  }
  return f1(shared, a.length, b.length);
}

const f1 = (shared: number, a: number, b: number): number => (shared === 0 ? 0 : (2 * shared) / (a + b));

/** Length of the longest common subsequence, by rows. */
export function longestCommon(a: readonly string[], b: readonly string[]): number {
  let before = new Uint32Array(b.length + 1);
  for (const word of a) {
    const row = new Uint32Array(b.length + 1);
    for (let j = 1; j <= b.length; j++) row[j] = word === b[j - 1] ? before[j - 1]! + 1 : Math.max(before[j]!, row[j - 1]!);
    before = row;
  }
  return before[b.length]!;
}
