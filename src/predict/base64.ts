import { packageDamaged } from '../core/errors/packaging.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 with padding (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let from = 0; from < bytes.length; from += 3 * 4096) parts.push(piece(bytes.subarray(from, from + 3 * 4096)));
  return parts.join('');
}

function piece(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text += ALPHABET[word >> 18]! + ALPHABET[(word >> 12) & 63]!;
    text += i + 1 < bytes.length ? ALPHABET[(word >> 6) & 63]! : '=';
    text += i + 2 < bytes.length ? ALPHABET[word & 63]! : '=';
  }
  return text;
}

/** @throws LatheError `package-damaged` when the text is no Base64 */
export function fromBase64(text: string): Uint8Array {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4) - padding);
  if (text.length % 4 !== 0) throw packageDamaged('its text is cut');
  const values = new Int16Array(128).fill(-1);
  for (let i = 0; i < 64; i++) values[ALPHABET.charCodeAt(i)] = i;
  const valueAt = (i: number) => (i >= text.length - padding ? 0 : (values[text.charCodeAt(i)] ?? -1));
  for (let i = 0, at = 0; i < text.length; i += 4, at += 3) {
    const word = (valueAt(i) << 18) | (valueAt(i + 1) << 12) | (valueAt(i + 2) << 6) | valueAt(i + 3);
    if (word < 0) throw packageDamaged('its text holds characters that cannot stand there');
    bytes[at] = word >> 16;
    bytes[at + 1] = word >> 8;
    bytes[at + 2] = word;
  }
  return bytes;
}
