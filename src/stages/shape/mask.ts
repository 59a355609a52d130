import type { Pacer } from '../../core/pacer.ts';
import type { MaskHow, ProtectStep } from '../../core/protect-step.ts';
import { changeTexts } from './distinct-texts.ts';
import type { Frame } from './frame.ts';
import type { ProtectTools } from './pseudonymise.ts';

/** What `last` leaves unless told otherwise. */
export const LETTERS_KEPT = 4;

/**
 * Replaces each value by what is left of it. Values that are alike afterwards are one value.
 * @throws LatheError `column-not-found`, `shape-step-invalid` for images
 */
export async function maskColumn(
  frame: Frame,
  { column, how, keep = LETTERS_KEPT }: Extract<ProtectStep, { kind: 'mask' }>,
  { redact }: ProtectTools,
  pace: Pacer
): Promise<Frame> {
  const left = masks(keep, redact)[how];
  const change = async (texts: readonly string[]) => {
    const masked: string[] = [];
    for (const text of texts) {
      masked.push(left(text));
      await pace(200 + text.length * 20);
    }
    return masked;
  };
  return changeTexts(frame, { step: 'mask', column }, change, pace);
}

const masks = (keep: number, redact: (text: string) => string): Readonly<Record<MaskHow, (text: string) => string>> => ({
  last: (text) => keepLast(text, keep),
  domain: keepDomain,
  'first-letter': keepFirstLetters,
  'free-text': redact
});

const HIDDEN = '•••';

/** Never more than half of a value, and nothing of its length. */
function keepLast(text: string, keep: number): string {
  const letters = [...text.trim()].filter((letter) => /[\p{L}\p{N}]/u.test(letter));
  const left = Math.min(keep, Math.floor(letters.length / 2));
  return HIDDEN + (left === 0 ? '' : letters.slice(-left).join(''));
}

/** What has no domain is hidden whole. */
function keepDomain(text: string): string {
  const at = text.lastIndexOf('@');
  return HIDDEN + (at < 0 ? '' : text.slice(at).trim());
}

const keepFirstLetters = (text: string): string =>
  text
    .split(/[\s,]+/)
    .map((word) => /[\p{L}\p{N}]/u.exec(word)?.[0])
    .filter((letter) => letter !== undefined)
    .map((letter) => `${letter}.`)
    .join(' ');
