import { shapeStepInvalid } from '../../core/errors/shaping.ts';
import type { Pacer } from '../../core/pacer.ts';
import { textAt, type Column } from '../../core/table.ts';
import { frameColumn, pickFrame, readFrameColumn, type Frame } from './frame.ts';
import { quoted } from '../../core/words.ts';

interface SortKey {
  /** Values to compare by; NaN = missing. */
  readonly values: Float64Array;
  readonly sign: 1 | -1;
}

/**
 * Puts the rows in order. Missing values come last, both ways round; rows that are alike keep their order.
 * @throws LatheError `column-not-found`, `shape-step-invalid` for images
 */
export async function sortFrame(
  frame: Frame,
  by: readonly { readonly column: string; readonly descending?: boolean }[],
  pace: Pacer
): Promise<Frame> {
  const keys: SortKey[] = [];
  for (const { column: name, descending } of by) {
    const column = await readFrameColumn(frameColumn(frame, name));
    keys.push({ values: orderValues(column), sign: descending ? -1 : 1 });
    await pace(frame.rows * 4);
  }
  const rows = await mergeSort(frame.rows, keys, pace);
  return rows.every((row, i) => row === i) ? frame : { rows: frame.rows, columns: pickFrame(frame.columns, rows) };
}

/** Numbers that stand in the order of the values; texts by their letters. */
function orderValues(column: Column): Float64Array {
  switch (column.kind) {
    case 'number':
    case 'time':
      return column.values;
    case 'category': {
      const places = placesOf(column.labels);
      return Float64Array.from(column.codes, (code) => (code < 0 ? NaN : places[code]!));
    }
    case 'text': {
      const texts = Array.from(column.missing, (_, row) => textAt(column, row));
      const different = [...new Set(texts.filter((text) => text !== null))];
      const places = placesOf(different);
      const placeOf = new Map(different.map((text, i) => [text, places[i]!]));
      return Float64Array.from(texts, (text) => (text === null ? NaN : placeOf.get(text)!));
    }
    case 'image':
      throw shapeStepInvalid('sort', `${quoted(column.name)} holds images, which have no order`, 'Sort by another column.');
  }
}

/** The place of each label among the labels, by code points. */
function placesOf(labels: readonly string[]): Float64Array {
  const places = new Float64Array(labels.length);
  [...labels.keys()].sort((a, b) => (labels[a]! < labels[b]! ? -1 : 1)).forEach((label, place) => (places[label] = place));
  return places;
}

function compare(keys: readonly SortKey[], a: number, b: number): number {
  for (const { values, sign } of keys) {
    const [x, y] = [values[a]!, values[b]!];
    if (x === y) continue;
    if (x !== x || y !== y) {
      if (x !== x && y !== y) continue;
      return x !== x ? 1 : -1;
    }
    return x < y ? -sign : sign;
  }
  return 0;
}

/** From the bottom up and stable, with a pause between the runs. */
async function mergeSort(rows: number, keys: readonly SortKey[], pace: Pacer): Promise<Int32Array> {
  let from = Int32Array.from({ length: rows }, (_, i) => i);
  let into = new Int32Array(rows);
  for (let width = 1; width < rows; width *= 2) {
    for (let start = 0; start < rows; start += 2 * width) {
      const steps = merge(from, into, start, width, keys);
      await pace(steps * 8);
    }
    [from, into] = [into, from];
  }
  return from;
}

function merge(from: Int32Array, into: Int32Array, start: number, width: number, keys: readonly SortKey[]): number {
  const middle = Math.min(start + width, from.length);
  const end = Math.min(start + 2 * width, from.length);
  let [left, right] = [start, middle];
  for (let at = start; at < end; at++) {
    const takesLeft = left < middle && (right >= end || compare(keys, from[left]!, from[right]!) <= 0);
    into[at] = takesLeft ? from[left++]! : from[right++]!;
  }
  return end - start;
}
