import { commonHan, commonHangul } from './letters.ts';

/** An encoding of two bytes a character and more. */
interface WideEncoding {
  /** Bytes of the character that begins with these two; 1 for one in ASCII. */
  readonly size: (first: number, second: number) => number;
  /** Lead bytes of the characters of every day. */
  readonly common: readonly [from: number, to: number];
  readonly language: 'chinese' | 'japanese' | 'korean';
}

const pairs = (first: number): number => (first < 0x80 ? 1 : 2);

export const wideEncodings: Readonly<Record<string, WideEncoding>> = {
  shift_jis: { size: (first) => (first < 0x80 || (first > 0xa0 && first < 0xe0) ? 1 : 2), common: [0x88, 0x97], language: 'japanese' },
  'euc-jp': { size: (first) => (first === 0x8f ? 3 : pairs(first)), common: [0xb0, 0xcf], language: 'japanese' },
  'euc-kr': { size: pairs, common: [0xb0, 0xc8], language: 'korean' },
  gb18030: {
    size: (first, second) => (first > 0x7f && second >= 0x30 && second <= 0x39 ? 4 : pairs(first)),
    common: [0xb0, 0xd7],
    language: 'chinese'
  },
  big5: { size: pairs, common: [0xa4, 0xc6], language: 'chinese' }
};

/**
 * Log-likelihood of a text, its ASCII left out, in an encoding of two bytes a character: frequent characters, those of every day (by their lead
 * bytes, as the standards order them), and all others.
 */
export function wideLikelihood(bytes: Uint8Array, text: string, { size, common, language }: WideEncoding): number {
  let sum = 0;
  let at = 0;
  for (const letter of text) {
    const first = bytes[at]!;
    if (isAsciiWithin(bytes, at, size)) sum += ASCII_WITHIN;
    if (first > 0x7f) sum += Math.log(chance(letter, first >= common[0] && first <= common[1], language));
    at += size(first, bytes[at + 1] ?? 0);
  }
  return sum;
}

/** Encodings of one byte a character are not charged for letters of ASCII, so neither is that of a character here. */
const ASCII_WITHIN = Math.log(30);
const isAsciiWithin = (bytes: Uint8Array, at: number, size: WideEncoding['size']): boolean =>
  bytes[at]! > 0x7f && size(bytes[at]!, bytes[at + 1] ?? 0) === 2 && (bytes[at + 1] ?? 0xff) < 0x80;

function chance(letter: string, isCommonLead: boolean, language: WideEncoding['language']): number {
  const code = letter.codePointAt(0)!;
  if (code >= 0x3041 && code <= 0x30fe) return language === 'japanese' ? 1 / 60 : 1 / 3000;
  if (code >= 0xff61 && code <= 0xff9f) return 1 / 300;
  if ((code >= 0x3000 && code <= 0x303f) || (code >= 0xff01 && code <= 0xff5e)) return 1 / 100;
  if (code >= 0xac00 && code <= 0xd7a3) return commonHangul.has(letter) ? 1 / 150 : isCommonLead ? 1 / 2500 : 1 / 100_000;
  if (code >= 0x4e00 && code <= 0x9fff) {
    if (language === 'korean') return 1 / 100_000;
    if (language === 'chinese' && commonHan.has(letter)) return 1 / 300;
    return isCommonLead ? 1 / 4000 : 1 / 60_000;
  }
  return 1 / 500_000;
}
