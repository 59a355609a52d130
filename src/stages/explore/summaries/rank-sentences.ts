import type { SummaryMethod } from '../../../core/looks/summaries.ts';
import { cosineOf, weighSentences, type DocumentCounts } from './term-weights.ts';

/** The chance to follow a likeness, and not to jump to any sentence. */
const FOLLOWED = 0.85;
/** Sentences less alike than this say nothing of each other. */
const LEXRANK_THRESHOLD = 0.1;
const TOLERANCE = 1e-10;
const MOST_ROUNDS = 1000;

/**
 * How central each sentence is to its text; the scores sum to 1. `lead` counts down from the first.
 * Sources: Mihalcea & Tarau (2004), "TextRank: bringing order into texts": words shared over the logarithms of the lengths; Erkan & Radev (2004),
 * "LexRank: graph-based lexical centrality as salience": cosine of tf-idf above 0.1, in its continuous form.
 * @param sentences the words of each, without function words
 */
export function rankSentences(method: SummaryMethod, sentences: readonly (readonly string[])[], counts: DocumentCounts): Float64Array {
  const n = sentences.length;
  if (method === 'lead') return Float64Array.from({ length: n }, (_, i) => (2 * (n - i)) / (n * (n + 1)));
  return pageRank(method === 'textrank' ? sharedWords(sentences) : cosines(sentences, counts), n);
}

function sharedWords(sentences: readonly (readonly string[])[]): Float64Array {
  const sets = sentences.map((words) => new Set(words));
  return symmetric(sentences.length, (i, j) => {
    const lengths = Math.log(sets[i]!.size) + Math.log(sets[j]!.size);
    if (!(lengths > 0)) return 0;
    let shared = 0;
    for (const word of sets[i]!) if (sets[j]!.has(word)) shared++;
    return shared / lengths;
  });
}

function cosines(sentences: readonly (readonly string[])[], counts: DocumentCounts): Float64Array {
  const weighed = weighSentences(sentences, counts);
  return symmetric(sentences.length, (i, j) => {
    const likeness = cosineOf(weighed[i]!, weighed[j]!);
    return likeness > LEXRANK_THRESHOLD ? likeness : 0;
  });
}

/** A matrix with nothing on its diagonal. */
function symmetric(n: number, at: (i: number, j: number) => number): Float64Array {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) matrix[i * n + j] = matrix[j * n + i] = at(i, j);
  return matrix;
}

/**
 * Where a walk along the likenesses spends its time, by power iteration. A sentence like no other jumps to any.
 * Source: Brin & Page (1998), with weights.
 * @param likeness row-major [n, n], not negative
 * @returns length n, summing to 1
 */
export function pageRank(likeness: Float64Array, n: number): Float64Array {
  const totals = Float64Array.from({ length: n }, (_, i) => likeness.subarray(i * n, (i + 1) * n).reduce((sum, value) => sum + value, 0));
  let ranks = new Float64Array(n).fill(1 / n);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = new Float64Array(n);
    let jumping = 0;
    for (let i = 0; i < n; i++) {
      const rank = ranks[i]!;
      if (totals[i] === 0) jumping += rank;
      else for (let j = 0; j < n; j++) next[j]! += (FOLLOWED * rank * likeness[i * n + j]!) / totals[i]!;
    }
    const given = (1 - FOLLOWED + FOLLOWED * jumping) / n;
    let moved = 0;
    for (let j = 0; j < n; j++) {
      next[j]! += given;
      moved += Math.abs(next[j]! - ranks[j]!);
    }
    ranks = next;
    if (moved < TOLERANCE) break;
  }
  return ranks;
}
