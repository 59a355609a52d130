import type { ValueFormat } from './evidence.ts';
import { partedBy } from './number-formats.ts';

/** The values of a column whose thousands are parted by a mark that nobody gave: the first of them as it was read, and how many there are. */
export interface ReadThousands {
  readonly mark: ',' | '.' | ' ' | "'";
  readonly text: string;
  readonly value: number;
  readonly line: number;
  readonly count: number;
}

/** @param text a number that the format reads @returns null where nothing parts its thousands, or a person said what does */
function markIn(text: string, format: ValueFormat): ReadThousands['mark'] | null {
  if (format.kind !== 'number' || format.thousands !== undefined) return null;
  const mark = partedBy[format.decimal].exec(text.trim())?.[1];
  if (mark === undefined) return null;
  if (mark === ',' || mark === '.') return mark;
  return mark === "'" || mark === '\u2019' ? "'" : ' ';
}

/** What is known of a column with one more value, that may stand in several rows. */
export function withThousands(
  known: ReadThousands | null,
  format: ValueFormat,
  seen: { readonly text: string; readonly line: number; readonly times?: number },
  value: number
): ReadThousands | null {
  const mark = markIn(seen.text, format);
  if (mark === null) return known;
  const { text, line, times = 1 } = seen;
  return known ? { ...known, count: known.count + times } : { mark, text: text.trim(), value, line, count: times };
}
