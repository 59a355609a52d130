import { functionWords } from '../../../core/function-words.ts';

/** Letters of a script that is written in one language, or nearly. */
const scripts: readonly (readonly [string, RegExp])[] = [
  ['Japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['Korean', /\p{Script=Hangul}/gu],
  ['Chinese', /\p{Script=Han}/gu],
  ['Greek', /\p{Script=Greek}/gu],
  ['Hebrew', /\p{Script=Hebrew}/gu],
  ['Thai', /\p{Script=Thai}/gu],
  ['Arabic letters', /\p{Script=Arabic}/gu],
  ['Cyrillic letters', /\p{Script=Cyrillic}/gu],
  ['Devanagari letters', /\p{Script=Devanagari}/gu]
];

const FEWEST_HITS = 2;
/** The first language must have so many times the hits of the second. */
const CLEAR = 1.5;

const languagesOf = new Map<string, string[]>();
for (const [language, words] of Object.entries(functionWords))
  for (const word of new Set(words.split(' '))) languagesOf.set(word, [...(languagesOf.get(word) ?? []), language]);

/** Words that carry no topic, of every language told apart here. */
export const stopWords: ReadonlySet<string> = new Set(languagesOf.keys());

/**
 * The language of a text by its script, else by its function words, which a word of several languages counts for in equal parts.
 * @param words in small letters
 * @returns `unsure` where no language has two words and clearly more than the next
 */
export function languageOf(text: string, words: readonly string[]): string {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return 'unsure';
  for (const [name, pattern] of scripts) if ((text.match(pattern)?.length ?? 0) > 0.3 * letters) return name;
  const hits = new Map<string, number>();
  for (const word of words) {
    const languages = languagesOf.get(word) ?? [];
    for (const language of languages) hits.set(language, (hits.get(language) ?? 0) + 1 / languages.length);
  }
  const [first, second] = [...hits].sort((a, b) => b[1] - a[1]);
  if (!first || first[1] < FEWEST_HITS || first[1] < CLEAR * (second?.[1] ?? 0)) return 'unsure';
  return first[0];
}
