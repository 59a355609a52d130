import type { ColumnType } from '../../../core/schema.ts';
import type { Column, ImageColumn, TextColumn } from '../../../core/table.ts';

export const isNumeric = (type: ColumnType): boolean => type === 'number' || type === 'integer';
export const isMeasured = (type: ColumnType): boolean => isNumeric(type) || type === 'time';

/** Numbers or times with each value that is there changed; columns of other kinds stay as they are. */
export const changeNumbers = (column: Column, change: (value: number, row: number) => number): Column =>
  column.kind === 'number' || column.kind === 'time'
    ? { ...column, values: column.values.map((value, row) => (Number.isNaN(value) ? value : change(value, row))) }
    : column;

/** The column with no value in the rows that are told. */
export function withGaps(column: Column, isGone: (row: number) => boolean): Column {
  switch (column.kind) {
    case 'number':
    case 'time':
      return { ...column, values: column.values.map((value, row) => (isGone(row) ? NaN : value)) };
    case 'category':
      return { ...column, codes: column.codes.map((code, row) => (isGone(row) ? -1 : code)) };
    case 'text':
      return textWithGaps(column, isGone);
    case 'image':
      return column;
  }
}

const textWithGaps = (column: TextColumn, isGone: (row: number) => boolean): TextColumn => ({
  ...column,
  missing: column.missing.map((missing, row) => (isGone(row) ? 1 : missing))
});

/** A picture as plain numbers, [height, width, channels], 0 to 255. */
export type Picture = Float32Array;

/** Images with each picture changed; what leaves 0 to 255 is cut off, and values are rounded. */
export function changePictures(column: Column, change: (picture: Picture, size: ImageColumn, row: number) => Picture): Column {
  if (column.kind !== 'image') return column;
  const size = column.width * column.height * column.channels;
  const pixels = new Uint8ClampedArray(column.pixels.length);
  for (let at = 0, row = 0; at < pixels.length; at += size, row++)
    pixels.set(change(Float32Array.from(column.pixels.subarray(at, at + size)), column, row), at);
  return { ...column, pixels: new Uint8Array(pixels.buffer) };
}
