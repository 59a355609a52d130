import type { PlainRecord } from '../../core/plain.ts';

/** How a text is taken apart; part of a step's state, so that a text that is scored is read as those of training were. */
export interface TermReading extends PlainRecord {
  /** Words and runs of words; runs of letters, across words or within. */
  readonly analyzer: 'word' | 'char' | 'char-wb';
  /** Fewest and most words or letters in a run. */
  readonly ngramMin: number;
  readonly ngramMax: number;
  readonly lowercase: boolean;
  /** Whether an emoji is a word. */
  readonly emoji: boolean;
  /** Words left out before runs are made, as they are written after `lowercase`. */
  readonly leftOut: readonly string[];
}

const WORD = /[\p{L}\p{M}\p{N}_]{2,}/gu;
const WORD_OR_EMOJI = /[\p{L}\p{M}\p{N}_]{2,}|\p{Extended_Pictographic}/gu;

/**
 * Prepares the reading of texts: all terms of a text, in its order, repeated as they are in it. A word is two or more letters, marks, digits or `_`.
 * Source: the analyzers of scikit-learn's CountVectorizer. Departs from them in composing letters and accents first (NFC), in taking vowel signs as part of
 * a word, and in emoji. Text without spaces, as Chinese, is one word up to the next sign: runs of letters suit it better.
 */
export function compileTerms(reading: TermReading): (text: string) => string[] {
  const { analyzer, ngramMin, ngramMax, lowercase } = reading;
  const takeApart = analyzer === 'word' ? wordRuns(reading) : analyzer === 'char' ? letterRuns : lettersWithin;
  return (given) => {
    const text = given.normalize('NFC');
    return takeApart(lowercase ? text.toLowerCase() : text, ngramMin, Math.max(ngramMin, ngramMax));
  };
}

function wordRuns({ emoji, leftOut }: TermReading) {
  const pattern = emoji ? WORD_OR_EMOJI : WORD;
  const isLeftOut = new Set(leftOut);
  return (text: string, from: number, to: number): string[] => {
    const words = (text.match(pattern) ?? []).filter((word) => !isLeftOut.has(word));
    return to === 1 ? words : runs(words, from, to, ' ');
  };
}

const letterRuns = (text: string, from: number, to: number): string[] => runs([...text.replace(/\s{2,}/g, ' ')], from, to, '');

/** Each word with a space before and behind it; one shorter than a run is a run once. */
function lettersWithin(text: string, from: number, to: number): string[] {
  const out: string[] = [];
  for (const word of text.split(/\s+/)) {
    if (word === '') continue;
    const letters = [' ', ...word, ' '];
    for (let n = from; n <= to; n++) {
      for (const run of runs(letters, n, n, '')) out.push(run);
      if (letters.length < n) out.push(letters.join(''));
      if (letters.length <= n) break;
    }
  }
  return out;
}

function runs(parts: readonly string[], from: number, to: number, between: string): string[] {
  const out: string[] = [];
  for (let n = from; n <= to; n++)
    for (let i = 0; i + n <= parts.length; i++) out.push(n === 1 ? parts[i]! : parts.slice(i, i + n).join(between));
  return out;
}
