import type { SummaryMethod } from '../../../core/looks/summaries.ts';
import { stopWords } from '../texts/languages.ts';
import { wordsOf } from '../texts/read-words.ts';
import { rankSentences } from './rank-sentences.ts';
import { sentencesOf } from './sentences.ts';
import type { DocumentCounts } from './term-weights.ts';

/** Likenesses of more sentences than this would take too long: what comes after is not read. */
export const MOST_SENTENCES = 300;

/** A text in sentences, and the telling words of each. */
export interface ReadText {
  readonly sentences: readonly string[];
  readonly words: readonly (readonly string[])[];
  readonly isCut: boolean;
}

export function readText(text: string): ReadText {
  const all = sentencesOf(text);
  const sentences = all.slice(0, MOST_SENTENCES);
  return { sentences, words: sentences.map((sentence) => wordsOf(sentence).filter((word) => !stopWords.has(word))), isCut: all.length > sentences.length }; // prettier-ignore
}

export interface SummariesAsk {
  readonly method: SummaryMethod;
  /** Sentences of a summary. */
  readonly count: number;
  /** Rows whose summaries are shown; the first ones where none are named. */
  readonly rows: readonly number[] | null;
  readonly seed: number;
}

/** Elementary steps of one summary: every sentence is held against every other, and the walk goes over all pairs some fifty times. */
export const stepsOf = ({ sentences }: ReadText): number => sentences.length ** 2 * 80 + sentences.length * 400;

export interface ChosenSentence {
  readonly text: string;
  readonly place: number;
  readonly score: number;
}

/** The most central sentences, in the order of the text; one that says the same words as one chosen before is passed over. */
export function summariseText(
  { sentences, words }: ReadText,
  method: SummaryMethod,
  count: number,
  counts: DocumentCounts
): ChosenSentence[] {
  const scores = rankSentences(method, words, counts);
  const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]! || a - b);
  const said = new Set<string>();
  const chosen: number[] = [];
  for (const place of order) {
    const same = words[place]!.join(' ') || sentences[place]!;
    if (chosen.length === count) break;
    if (said.has(same)) continue;
    said.add(same);
    chosen.push(place);
  }
  return chosen.sort((a, b) => a - b).map((place) => ({ text: sentences[place]!, place, score: scores[place]! }));
}
