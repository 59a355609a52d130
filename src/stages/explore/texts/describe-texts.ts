import { type WorkContext } from '../../../core/context.ts';
import type { ClassTerms, TermCount, TextReport } from '../../../core/looks/texts.ts';
import { createPacer, type Pacer } from '../../../core/pacer.ts';
import { quantileSorted } from '../../../core/stats.ts';
import { allRows, textAt, type CategoryColumn, type TextColumn } from '../../../core/table.ts';
import { counted, grouped } from '../../../core/words.ts';
import { evenRows } from '../even-sample.ts';
import { histogramOf } from '../histogram.ts';
import { languageOf, stopWords } from './languages.ts';
import { logOdds } from './log-odds.ts';
import { nearCopies } from './near-copies.ts';
import { hasEmoji, hasUrl, wordsOf } from './read-words.ts';

const MOST_TEXTS = 50_000;
const TERMS = 25;
const CLASS_TERMS = 12;
const CLASSES = 6;
/** Terms that fewer texts have are no habit of a class. */
const FEWEST_TEXTS = 3;
const GROUPS = 20;
const EXAMPLE = 160;

interface ReadTexts {
  readonly rows: number[];
  readonly texts: string[];
  readonly words: string[][];
}

/**
 * What stands in a column of texts: lengths, languages, terms, what each class says more often, and texts that say nearly the same.
 * @param classes a category of the same rows, or null
 */
export async function describeTexts(column: TextColumn, classes: CategoryColumn | null, context: WorkContext): Promise<TextReport> {
  const pace = createPacer(context);
  const total = column.missing.length;
  const sample = evenRows(total, MOST_TEXTS);
  const read = await readTexts(column, sample ?? allRows(total), pace);
  context.onProgress(0.4, 'terms');
  const n = read.texts.length;
  const shareOf = (is: (text: string) => boolean) => (n === 0 ? 0 : read.texts.filter(is).length / n);
  const lengths = Float64Array.from(read.words, (words) => words.length).sort();
  const at = (share: number) => (n === 0 ? 0 : quantileSorted(lengths, share));
  const terms = await countTerms(read.words.map((words) => words.filter(isTelling)), pace); // prettier-ignore
  const pairs = await countTerms(read.words.map(pairsOf), pace);
  context.onProgress(0.7, 'texts alike');
  const alike = await nearCopies(read.words, pace);
  context.onProgress(1);
  return {
    column: column.name,
    texts: n,
    words: { median: at(0.5), quartiles: [at(0.25), at(0.75)], longest: at(1) },
    lengths: histogramOf(lengths, true),
    shares: { empty: shareOf((text) => text.trim() === ''), url: shareOf(hasUrl), emoji: shareOf(hasEmoji) },
    languages: languagesIn(read),
    terms: topOf(terms, n),
    pairs: topOf(pairs, n),
    classes: classes && { column: classes.name, of: classTerms(read, classes, terms) },
    nearCopies: {
      groups: alike.slice(0, GROUPS).map(({ places, likeness }) => ({
        rows: places.slice(0, 50).map((place) => read.rows[place]!),
        likeness,
        example: [...read.texts[places[0]!]!].slice(0, EXAMPLE).join('')
      })),
      rows: alike.reduce((rows, { places }) => rows + places.length - 1, 0)
    },
    notes: sample ? [`An even sample of ${grouped(MOST_TEXTS)} of ${counted(total, 'row')} was read.`] : []
  };
}

async function readTexts(column: TextColumn, rows: Uint32Array, pace: Pacer): Promise<ReadTexts> {
  const read: ReadTexts = { rows: [], texts: [], words: [] };
  for (const row of rows) {
    const text = textAt(column, row);
    if (text === null) continue;
    read.rows.push(row);
    read.texts.push(text);
    read.words.push(wordsOf(text));
    await pace(text.length * 30);
  }
  return read;
}

/** Says something by itself: no function word, no bare number, no single letter. */
const isTelling = (word: string) => word.length > 1 && !stopWords.has(word) && !/^\d+$/.test(word);

const pairsOf = (words: readonly string[]): string[] =>
  words.slice(1).flatMap((word, i) => (isTelling(word) && isTelling(words[i]!) ? [`${words[i]!} ${word}`] : []));

/** In how many texts each term stands. */
async function countTerms(texts: readonly (readonly string[])[], pace: Pacer): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const terms of texts) {
    for (const term of new Set(terms)) counts.set(term, (counts.get(term) ?? 0) + 1);
    await pace(terms.length * 20);
  }
  return counts;
}

const topOf = (counts: ReadonlyMap<string, number>, n: number): TermCount[] =>
  [...counts]
    .filter(([, texts]) => texts >= FEWEST_TEXTS)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, TERMS)
    .map(([term, texts]) => ({ term, texts, share: texts / n }));

function languagesIn({ texts, words }: ReadTexts): TextReport['languages'] {
  const counts = new Map<string, number>();
  texts.forEach((text, i) => {
    const language = languageOf(text, words[i]!);
    counts.set(language, (counts.get(language) ?? 0) + 1);
  });
  return [...counts].sort((a, b) => b[1] - a[1]).map(([language, n]) => ({ language, texts: n, share: n / texts.length }));
}

/** The commonest classes, each against all others; a term counts once a text. */
function classTerms({ rows, words }: ReadTexts, { codes, labels }: CategoryColumn, counts: ReadonlyMap<string, number>): ClassTerms[] {
  const terms = [...counts].filter(([, texts]) => texts >= FEWEST_TEXTS).map(([term]) => term);
  const place = new Map(terms.map((term, i) => [term, i]));
  const sizes = new Float64Array(labels.length);
  for (const row of rows) if (codes[row]! >= 0) sizes[codes[row]!]!++;
  const chosen = [...sizes.keys()].filter((code) => sizes[code]! > 0).sort((a, b) => sizes[b]! - sizes[a]!).slice(0, CLASSES); // prettier-ignore
  if (chosen.length < 2 || terms.length === 0) return [];
  const all = new Float64Array(terms.length);
  const uses = new Map(chosen.map((code) => [code, new Float64Array(terms.length)]));
  rows.forEach((row, i) => {
    if (codes[row]! < 0) return;
    for (const term of new Set(words[i])) {
      const at = place.get(term);
      if (at === undefined) continue;
      all[at]!++;
      const own = uses.get(codes[row]!);
      if (own) own[at]!++;
    }
  });
  return chosen.map((code) => ({
    label: labels[code]!,
    texts: sizes[code]!,
    terms: logOdds(terms, uses.get(code)!, all).slice(0, CLASS_TERMS)
  }));
}
