import { codePages, lowerWindows1252 } from './code-pages.ts';

/** Node 20 reads Windows-1252 as Latin-1: then it is one of ours too. */
const readsLatin1 = new TextDecoder('windows-1252').decode(Uint8Array.of(0x92)) === '\u0092';
const upperLatin = Array.from({ length: 96 }, (_, i) => String.fromCharCode(0xa0 + i)).join('');
const pages: Readonly<Record<string, string>> = { ...codePages, ...(readsLatin1 && { 'windows-1252': lowerWindows1252 + upperLatin }) };

/** What makes a text of bytes, piece by piece. */
export interface OpenedDecoder {
  /** @param isMore another piece follows: a character that this one cuts off waits for it */
  decode(bytes: Uint8Array, isMore: boolean): string;
}

/**
 * A decoder of the platform, or one of our own for the code pages of DOS, which it has none for.
 * @param label of the WHATWG encoding standard, or `ibm437`, `ibm850`
 * @param isFatal bytes that are no text in this encoding are refused with a TypeError; else U+FFFD stands for them
 * @throws RangeError for a label that is none
 */
export function openDecoder(label: string, isFatal: boolean): OpenedDecoder {
  const page = pages[label];
  if (page !== undefined) return { decode: (bytes) => decodedBy(page, bytes) };
  const decoder = new TextDecoder(label, { fatal: isFatal });
  return { decode: (bytes, isMore) => decoder.decode(bytes, { stream: isMore }) };
}

const PIECE = 8192;

function decodedBy(page: string, bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += PIECE)
    text += String.fromCharCode(...bytes.subarray(from, from + PIECE)).replace(UPPER, (letter) => page[letter.charCodeAt(0) - 0x80]!);
  return text;
}

const UPPER = /[\u0080-\u00ff]/g;

const names: Readonly<Record<string, string>> = { cp437: 'ibm437', 437: 'ibm437', cp850: 'ibm850', 850: 'ibm850' };

/** The label by which an encoding is known here. @throws RangeError for a name that is none */
export function standardLabel(given: string): string {
  const name = given.trim().toLowerCase();
  const label = names[name] ?? name;
  return label in codePages ? label : new TextDecoder(given).encoding;
}
