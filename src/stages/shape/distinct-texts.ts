import { shapeStepInvalid } from '../../core/errors/shaping.ts';
import type { Pacer } from '../../core/pacer.ts';
import type { Column } from '../../core/table.ts';
import { quoted } from '../../core/words.ts';
import { keyColumn, readFrameColumn, textOrCategory, withValues, type Frame } from './frame.ts';
import { KeyCoder } from './key-coder.ts';
import { valueText } from './value-text.ts';

/** The different values of a column as texts, in the order in which they first come up; `codes[row]` is the place of a row's value, -1 = missing. */
export interface DistinctTexts {
  readonly codes: Int32Array;
  readonly texts: readonly string[];
}

export async function distinctTexts(column: Column, rows: number, pace: Pacer): Promise<DistinctTexts> {
  const codes = await new KeyCoder('none').encode([column], rows, pace);
  const texts: string[] = [];
  for (let row = 0; row < rows; row++) if (codes[row] === texts.length) texts.push(valueText(column, row));
  await pace(rows * 4);
  return { codes, texts };
}

/**
 * Replaces each different value of a column by what `change` makes of its text; missing values stay missing.
 * @throws LatheError `column-not-found`, `shape-step-invalid` for images
 */
export async function changeTexts(
  frame: Frame,
  { step, column: name }: { readonly step: string; readonly column: string },
  change: (texts: readonly string[]) => Promise<readonly string[]>,
  pace: Pacer
): Promise<Frame> {
  const values = await readFrameColumn(keyColumn(frame, name, step));
  const { codes, texts } = await distinctTexts(values, frame.rows, pace);
  const changed = await change(texts);
  if (changed.length !== texts.length)
    throw shapeStepInvalid(step, `${changed.length} values came back for ${texts.length} of ${quoted(name)}`, 'Try again.');
  const column = textOrCategory(name, codes, changed);
  return withValues(frame, name, column, column.kind === 'category' ? 'category' : 'text');
}
