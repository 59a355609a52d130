import type { Dataset } from '../../../app/api/data.ts';
import type { Profile } from '../../../app/api/exploring.ts';
import { formatShare } from '../../../charts/format.ts';
import type { TopValuesData } from '../../../charts/top-values.ts';
import type { ClassTerm, TextReport } from '../../../core/looks/texts.ts';
import { counted, grouped, listed, quoted } from '../../../core/words.ts';

/** Lengths, languages and what is in few: three sentences. */
export function textSentences({ texts, words, shares, languages }: TextReport): string[] {
  const [low, high] = words.quartiles;
  const rare = [
    shares.empty > 0 ? `${formatShare(shares.empty)} are empty` : '',
    shares.url > 0 ? `${formatShare(shares.url)} hold a web address` : '',
    shares.emoji > 0 ? `${formatShare(shares.emoji)} hold an emoji` : ''
  ].filter((said) => said !== '');
  return [
    `${counted(texts, 'text')}: the middle one has ${counted(Math.round(words.median), 'word')}, half of them ${grouped(low)} to ${grouped(high)}, the longest ${grouped(words.longest)}.`,
    languageSentence(languages),
    rare.length > 0 ? `${listed(rare)}.` : 'None is empty, holds a web address or an emoji.'
  ];
}

function languageSentence(languages: TextReport['languages']): string {
  const known = languages.filter(({ language }) => language !== 'unsure');
  const unsure = languages.find(({ language }) => language === 'unsure')?.share ?? 0;
  if (known.length === 0) return 'No language can be told: the texts are too short, or in none of those that are known here.';
  const told = listed(known.map(({ language, share }) => `${language} in ${formatShare(share)}`), 4); // prettier-ignore
  return `Language, by function words and letters: ${told}${unsure > 0 ? `; unsure in ${formatShare(unsure)}` : ''}.`;
}

/** "“refund” 2.10 (1.64 to 2.56): in 41 texts here, in 3 elsewhere" */
export const classTermWords = ({ term, logOdds, low, high, here, elsewhere }: ClassTerm): string =>
  `${quoted(term)} ${logOdds.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}): in ${counted(here, 'text')} here, ${grouped(elsewhere)} elsewhere`;

const WORDS_SHOWN = 12;

/** The most frequent words; a text holds several of them, so that shares are of all texts. */
export const wordBars = ({ terms, texts }: Pick<TextReport, 'terms' | 'texts'>): TopValuesData => ({
  column: 'words',
  values: terms.slice(0, WORDS_SHOWN).map(({ term, texts: count }) => ({ label: term, count })),
  others: { levels: 0, count: 0 },
  missing: 0,
  heldBy: { rows: texts, noun: 'text' }
});

/** Columns of texts, those that say most first: of one word a row there is little to read. */
export function textColumns(columns: Dataset['columns'], profile: Profile): string[] {
  const wordsOf = (name: string) => Number(profile.columns[name]?.['meanWords'] ?? 0);
  return columns
    .filter(({ type }) => type === 'text')
    .map(({ name }) => name)
    .sort((a, b) => wordsOf(b) - wordsOf(a));
}

/** A target of whole numbers with more values than this has no classes. */
const MOST_CLASSES = 12;

/** Columns whose values can be classes of texts: categories, and the target where it is one in numbers, such as 0 and 1. */
export const classColumns = (columns: Dataset['columns'], target: string | undefined): string[] =>
  columns
    .filter(
      ({ name, type, distinct }) =>
        type === 'category' || type === 'boolean' || (name === target && type === 'integer' && distinct <= MOST_CLASSES)
    )
    .map(({ name }) => name);
