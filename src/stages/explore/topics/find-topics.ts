import type { WorkContext } from '../../../core/context.ts';
import { tooFewTexts } from '../../../core/errors/exploring.ts';
import type { Topic, TopicReport } from '../../../core/looks/topics.ts';
import type { Metric } from '../../../core/outcome.ts';
import { createPacer, type Pacer } from '../../../core/pacer.ts';
import { createRng, forkRng } from '../../../core/rng.ts';
import { allRows, textAt, type TextColumn } from '../../../core/table.ts';
import { counted, grouped } from '../../../core/words.ts';
import { boundScores } from '../../../kernels/bound-means.ts';
import type { Factors, SparseRows } from '../../../kernels/factors/factor-kernel.ts';
import { drawFactors, factorise, toldBy } from '../../../kernels/factors/factorise.ts';
import { evenRows } from '../even-sample.ts';
import { countDocuments, weighSentences } from '../summaries/term-weights.ts';
import { stopWords } from '../texts/languages.ts';
import { wordsOf } from '../texts/read-words.ts';
import { coherences } from './coherence.ts';

const MOST_TEXTS = 2000;
const MOST_TERMS = 2000;
const WORDS = 8;
/** A word that weighs less than this share of the first is none of the topic. */
const LEAST_WORD = 0.02;
const EXAMPLE = 160;
const ROUNDS = 200;
const TOLERANCE = 1e-4;
/** Terms of fewer texts are of no topic; those of nearly all are of every. */
const FEWEST = 3;
const MOST_SHARE = 0.9;

interface Read {
  readonly rows: number[];
  readonly texts: string[];
  /** A text a row, a term a column, tf-idf weights. */
  readonly matrix: SparseRows;
  readonly terms: readonly string[];
}

/**
 * What texts are about: non-negative factors of their tf-idf weights, each told by its weightiest words and how far these stand together.
 * @param topics how many, 2 to 50
 * @throws LatheError `too-few-texts`
 */
export async function findTopics(
  column: TextColumn,
  { topics, seed }: { topics: number; seed: number },
  context: WorkContext
): Promise<TopicReport> {
  const pace = createPacer(context);
  const sample = evenRows(column.missing.length, MOST_TEXTS);
  const read = await readTexts(column, sample ?? allRows(column.missing.length), pace);
  const { matrix, terms } = read;
  if (matrix.rows < 2 * topics || terms.length < topics) throw tooFewTexts(column.name, matrix.rows, terms.length, topics);
  context.onProgress(0.2, 'factors');
  const start = drawFactors(matrix, topics, createRng(seed));
  const factors = await factorise(matrix, start, { parts: topics, rounds: ROUNDS, tolerance: TOLERANCE, pace });
  context.onProgress(0.7, 'coherence');
  const words = Array.from({ length: topics }, (_, k) => topWords(factors.h.subarray(k * terms.length, (k + 1) * terms.length)));
  const scores = coherences(words.map((places) => places.map((term) => textsWith(term, matrix))));
  const rng = forkRng(seed, 'topics/bootstrap');
  const bounds = await boundScores(scores, { n: matrix.rows, noun: 'text', rng, context });
  const found = words.map((places, k) => topicOf(k, places, bounds[k]!, { read, factors, topics }));
  return {
    column: column.name,
    texts: matrix.rows,
    terms: terms.length,
    topics: found.sort((a, b) => b.share - a.share),
    told: toldBy(matrix, factors, topics),
    notes: sample ? [`An even sample of ${grouped(MOST_TEXTS)} of ${counted(column.missing.length, 'row')} was read.`] : []
  };
}

async function readTexts(column: TextColumn, rows: Uint32Array, pace: Pacer): Promise<Read> {
  const kept: { row: number; text: string; words: string[] }[] = [];
  for (const row of rows) {
    const text = textAt(column, row);
    if (text === null) continue;
    kept.push({ row, text, words: wordsOf(text).filter((word) => word.length > 1 && !stopWords.has(word) && !/^\d+$/.test(word)) });
    await pace(text.length * 30);
  }
  const counts = countDocuments(kept.map(({ words }) => words));
  const terms = [...counts.counts]
    .filter(([, texts]) => texts >= FEWEST && texts <= MOST_SHARE * counts.texts)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, MOST_TERMS)
    .map(([term]) => term);
  const known = new Set(terms);
  const told = kept.map(({ words, ...rest }) => ({ ...rest, words: words.filter((word) => known.has(word)) })).filter(({ words }) => words.length > 0); // prettier-ignore
  // the first row holds every term in its order, so that places are those of `terms`
  const [, ...weighed] = weighSentences([terms, ...told.map(({ words }) => words)], counts);
  const starts = new Uint32Array(weighed.length + 1);
  weighed.forEach(({ terms: own }, i) => (starts[i + 1] = starts[i]! + own.length));
  const matrix = {
    rows: weighed.length,
    columns: terms.length,
    starts,
    at: Uint32Array.from(weighed.flatMap((sentence) => [...sentence.terms])),
    values: Float64Array.from(weighed.flatMap((sentence) => [...sentence.weights]))
  };
  return { rows: told.map(({ row }) => row), texts: told.map(({ text }) => text), matrix, terms };
}

function topWords(weights: Float64Array): number[] {
  const least = LEAST_WORD * weights.reduce((most, weight) => Math.max(most, weight), 0);
  return [...weights.keys()].filter((term) => weights[term]! > least).sort((a, b) => weights[b]! - weights[a]! || a - b).slice(0, WORDS); // prettier-ignore
}

function textsWith(term: number, { rows: texts, starts, at }: SparseRows): Uint32Array {
  const found: number[] = [];
  for (let text = 0; text < texts; text++) if (at.subarray(starts[text], starts[text + 1]).includes(term)) found.push(text);
  return Uint32Array.from(found);
}

interface Found {
  readonly read: Read;
  readonly factors: Factors;
  readonly topics: number;
}

function topicOf(k: number, words: readonly number[], coherence: Metric, { read, factors: { w, h }, topics }: Found): Topic {
  const { rows: texts, columns: terms } = read.matrix;
  const first = h[k * terms + (words[0] ?? 0)]!;
  let [own, best, purest, heaviest] = [0, -1, 0, 0];
  for (let text = 0; text < texts; text++) {
    const weights = w.subarray(text * topics, (text + 1) * topics);
    const purity = weights[k]! / weights.reduce((sum, weight) => sum + weight, 0);
    if (weights[k]! > 0 && weights.every((weight) => weight <= weights[k]!)) own++;
    // of texts of this topic alone, the one that has most of it
    if (purity > purest || (purity === purest && weights[k]! > heaviest)) [best, purest, heaviest] = [text, purity, weights[k]!];
  }
  return {
    words: words.map((term) => ({ term: read.terms[term]!, weight: h[k * terms + term]! / first })),
    share: own / texts,
    coherence,
    example: best < 0 ? null : { row: read.rows[best]!, text: [...read.texts[best]!].slice(0, EXAMPLE).join('') }
  };
}
