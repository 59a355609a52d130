import { encodingName } from '../../../../core/encodings.ts';
import { openDecoder } from '../open-decoder.ts';
import { alphabets } from './letters.ts';
import { narrowLikelihood } from './narrow-letters.ts';
import { wideEncodings, wideLikelihood } from './wide-letters.ts';

export interface FoundEncoding {
  /** A label of the WHATWG encoding standard. */
  readonly label: string;
  /** 0 to 0.99. */
  readonly confidence: number;
  readonly reason: string;
}

interface Candidate {
  readonly label: string;
  readonly text: string;
  readonly score: number;
}

/** Log of how much rarer than Windows-1252 a file in them is met. */
const rarer: Readonly<Record<string, number>> = {
  'windows-1252': 0,
  'iso-8859-15': -3,
  ibm866: -3,
  'iso-8859-2': -3,
  macintosh: -2.5,
  ibm850: -3,
  ibm437: -3.5
};
const RARER = -1.5;
/** Letters are no independent draws: their likelihood counts for less. */
const TEMPER = 0.6;

/**
 * The encoding in which bytes that are not UTF-8 read most like a language: each that can decode them is scored by the frequencies of its letters.
 * @param bytes the parts of a file that are not ASCII, parted by spaces
 */
export function sniffEncoding(bytes: Uint8Array): FoundEncoding {
  const candidates = [...narrow(bytes), ...wide(bytes)].sort((a, b) => b.score - a.score);
  const best = candidates[0];
  if (!best) return { label: 'windows-1252', confidence: 0.3, reason: 'No encoding that is known reads all of it.' };
  const weights = candidates.map(({ score }) => Math.exp(TEMPER * (score - best.score)));
  const all = weights.reduce((sum, one) => sum + one, 0);
  const same = candidates.reduce((sum, { text }, i) => sum + (text === best.text ? weights[i]! : 0), 0);
  const second = candidates.find(({ text }) => text !== best.text);
  const rest = second ? `; next comes ${encodingName(second.label)}` : '';
  return {
    label: best.label,
    confidence: Math.min(0.99, same / all, 1 - 0.5 / bytes.filter((byte) => byte > 0x7f).length),
    reason: `The bytes are no UTF-8, and its letters are the most likely of ${candidates.length} encodings that can read them${rest}.`
  };
}

function* narrow(bytes: Uint8Array): Iterable<Candidate> {
  for (const [label, languages] of Object.entries(alphabets)) {
    const text = decoded(bytes, label);
    if (text === null) continue;
    const score = Math.max(...languages.map((alphabet) => narrowLikelihood(text, alphabet)));
    yield { label, text, score: score + (rarer[label] ?? RARER) };
  }
}

function* wide(bytes: Uint8Array): Iterable<Candidate> {
  for (const [label, encoding] of Object.entries(wideEncodings)) {
    const text = decoded(bytes, label);
    if (text !== null) yield { label, text, score: wideLikelihood(bytes, text, encoding) + RARER };
  }
}

function decoded(bytes: Uint8Array, label: string): string | null {
  try {
    return openDecoder(label, true).decode(bytes, false);
  } catch {
    return null;
  }
}
