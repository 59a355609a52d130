import { columnTypeImpossible } from '../../../core/errors/tables.ts';
import { kindOf, type ColumnType } from '../../../core/schema.ts';
import { timeText } from '../../../core/time-text.ts';
import { categoryColumn, isMissing, textAt, textColumn, type Column } from '../../../core/table.ts';
import { Evidence, forcedFormat, isLossy, readBy, type ValueFormat } from '../csv/evidence.ts';
import { byCodePoint } from '../csv/finish-column.ts';
import { saysZone } from '../csv/time-formats.ts';
import { booleanLabels, booleanWords } from '../csv/builds/boolean-build.ts';

/** A column of another type, and how many values did not fit and are missing now. */
export interface Conversion {
  readonly column: Column;
  readonly misfits: number;
  /** Values that said more than can be kept: finer than milliseconds, or whole beyond 2^53. */
  readonly rounded?: number;
}

const MOST_CATEGORIES = 100_000;

/**
 * Turns a column into another type. Numbers become labels or texts as they are written; labels and texts become numbers, times or booleans by the
 * form that fits most of them, and what does not fit becomes missing.
 * @throws LatheError `column-type-impossible`: numbers and times do not become each other, images nothing, no value fits, or labels are too many
 */
export function convertColumn(column: Column, rows: number, from: ColumnType, to: ColumnType): Conversion {
  const refuse = (why: string) => columnTypeImpossible(column.name, from, to, why);
  if (from === 'image' || to === 'image') throw refuse('pictures and values are not made from each other');
  if (kindOf(from) === 'number' && to === 'time') throw refuse('a number does not say which day it means');
  if (from === 'time' && kindOf(to) === 'number') throw refuse('a time is no quantity; take its parts in a recipe step instead');
  if (from === 'time' && to === 'boolean') throw refuse('a time is neither true nor false');
  const conversion = convert(column, rows, to);
  const before = countValues(column, rows);
  if (before > 0 && conversion.misfits === before) throw refuse(`none of its ${before} values is one`);
  if (conversion.column.kind === 'category' && conversion.column.labels.length > MOST_CATEGORIES) {
    throw refuse(`it has ${conversion.column.labels.length} different values, and a category at most ${MOST_CATEGORIES}`);
  }
  return conversion;
}

function convert(column: Column, rows: number, to: ColumnType): Conversion {
  if (column.kind === 'number' && to === 'number') return { column, misfits: 0 };
  if (column.kind === 'number' && to === 'integer') return wholeNumbers(column);
  const texts = textsOf(column, rows);
  switch (to) {
    case 'text':
      return { column: textColumn(column.name, texts), misfits: 0 };
    case 'category':
      return { column: categoryColumn(column.name, texts, sortedLabels(texts)), misfits: 0 };
    case 'boolean':
      return asBoolean(column.name, texts);
    default:
      return asNumbers(column.name, texts, to);
  }
}

function wholeNumbers(column: Extract<Column, { kind: 'number' }>): Conversion {
  let misfits = 0;
  const values = column.values.map((value) => {
    if (Number.isNaN(value) || Number.isInteger(value)) return value;
    misfits++;
    return NaN;
  });
  return { column: { ...column, values }, misfits };
}

function asBoolean(name: string, texts: readonly (string | null)[]): Conversion {
  let misfits = 0;
  const codes = Int32Array.from(texts, (text) => {
    const code = text === null ? undefined : booleanWords.get(text.toLowerCase());
    if (text !== null && code === undefined) misfits++;
    return code ?? -1;
  });
  return { column: { kind: 'category', name, codes, labels: booleanLabels }, misfits };
}

function asNumbers(name: string, texts: readonly (string | null)[], to: ColumnType): Conversion {
  const kind = to === 'time' ? 'time' : 'number';
  // Where some say their zone, all are moments: the others count as UTC, as in an import.
  const zone = kind === 'time' && texts.some((text) => text !== null && saysZone(text)) ? { zone: 'UTC' } : {};
  const format = bestFormat(texts, kind);
  let [misfits, rounded] = [0, 0];
  const values = Float64Array.from(texts, (text) => {
    if (text === null) return NaN;
    const value = readBy(format, text);
    const fits = Number.isFinite(value) && (to !== 'integer' || Number.isInteger(value));
    if (!fits) misfits++;
    else if (isLossy(format, text, value)) rounded++;
    return fits ? value : NaN;
  });
  return { column: { kind, name, values, ...zone }, misfits, rounded };
}

function bestFormat(texts: readonly (string | null)[], kind: 'number' | 'time'): ValueFormat {
  const evidence = new Evidence(true);
  for (const text of new Set(texts)) if (text !== null) evidence.see(text);
  return forcedFormat(evidence, kind, { decimal: '.', isDecimalGiven: false, dateOrder: undefined });
}

/** Every value as it would be written; null = missing. */
function textsOf(column: Column, rows: number): (string | null)[] {
  return Array.from({ length: rows }, (_, row) => (isMissing(column, row) ? null : textOf(column, row)));
}

function textOf(column: Column, row: number): string | null {
  switch (column.kind) {
    case 'number':
      return String(column.values[row]);
    case 'time':
      return timeText(column.values[row]!, column.zone);
    case 'category':
      return column.labels[column.codes[row]!]!;
    case 'text':
      return textAt(column, row);
    case 'image':
      return null;
  }
}

const sortedLabels = (texts: readonly (string | null)[]) => [...new Set(texts.filter((text) => text !== null))].sort(byCodePoint);

function countValues(column: Column, rows: number): number {
  let count = 0;
  for (let row = 0; row < rows; row++) if (!isMissing(column, row)) count++;
  return count;
}
