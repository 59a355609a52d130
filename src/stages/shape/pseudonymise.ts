import type { Pacer } from '../../core/pacer.ts';
import type { ProtectStep } from '../../core/protect-step.ts';
import { changeTexts } from './distinct-texts.ts';
import { frameColumn, type Frame } from './frame.ts';

/** What steps that protect need from outside: keys, which lie apart from the data, and the signs of people inside texts. */
export interface ProtectTools {
  /** A code for each text, by the key of that id: the same text, the same code; two texts, two codes. */
  readonly pseudonyms: (keyId: string, texts: readonly string[]) => Promise<readonly string[]>;
  /** The text with what points at somebody replaced. */
  readonly redact: (text: string) => string;
}

/**
 * Replaces the values of columns by codes. The same value has the same code in every column, table and version made with the key.
 * @throws LatheError `column-not-found`, `shape-step-invalid` for images; what `pseudonyms` throws
 */
export async function pseudonymiseColumns(
  frame: Frame,
  { columns, keyId }: Extract<ProtectStep, { kind: 'pseudonymise' }>,
  { pseudonyms }: ProtectTools,
  pace: Pacer
): Promise<Frame> {
  for (const name of columns) frameColumn(frame, name);
  let coded = frame;
  for (const column of columns)
    coded = await changeTexts(coded, { step: 'pseudonymise', column }, (texts) => pseudonyms(keyId, texts), pace);
  return coded;
}
