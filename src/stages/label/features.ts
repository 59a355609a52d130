import type { Column, ImageColumn } from '../../core/table.ts';

/** Rows as points, each number on a scale of about one. */
export interface Points {
  readonly rows: number;
  readonly width: number;
  /** [rows, width] */
  readonly data: Float32Array;
}

/** Values of a category that become a direction of their own; rarer ones are none. */
const MOST_LEVELS = 20;
/** Edges an image is shrunk to. */
const GREY_EDGE = 8;
const COLOUR_EDGE = 6;

/**
 * Rows as points for finding neighbours: numbers and times standardised (missing = the mean), categories one direction a value, images shrunk. Texts
 * are left out. Nothing is learned here but means and spreads.
 */
export function pointsOf(columns: readonly Column[], rows: number): Points {
  const parts = columns.flatMap((column) => partsOf(column, rows));
  const width = parts.reduce((sum, part) => sum + part.width, 0);
  const data = new Float32Array(rows * width);
  let at = 0;
  for (const part of parts) {
    for (let row = 0; row < rows; row++) for (let j = 0; j < part.width; j++) data[row * width + at + j] = part.data[row * part.width + j]!;
    at += part.width;
  }
  return { rows, width, data };
}

function partsOf(column: Column, rows: number): Points[] {
  switch (column.kind) {
    case 'number':
    case 'time':
      return [{ rows, width: 1, data: standardised(column.values) }];
    case 'category':
      return [oneDirectionEach(column.codes, rows)];
    case 'image':
      return [shrunk(column, rows)];
    case 'text':
      return [];
  }
}

function standardised(values: Float64Array): Float32Array {
  const known = values.filter(Number.isFinite);
  const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
  const spread = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, known.length));
  return Float32Array.from(values, (value) => (Number.isFinite(value) && spread > 0 ? (value - mean) / spread : 0));
}

function oneDirectionEach(codes: Int32Array, rows: number): Points {
  const counts = new Map<number, number>();
  for (const code of codes) if (code >= 0) counts.set(code, (counts.get(code) ?? 0) + 1);
  const kept = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MOST_LEVELS);
  const place = new Map(kept.map(([code], i) => [code, i]));
  const data = new Float32Array(rows * kept.length);
  for (let row = 0; row < rows; row++) {
    const at = place.get(codes[row]!);
    // Two rows that differ are then one apart, as numbers one spread apart are.
    if (at !== undefined) data[row * kept.length + at] = Math.SQRT1_2;
  }
  return { rows, width: kept.length, data };
}

/** Mean brightness of the cells of a grid, one grid a channel; divided so that the whole picture weighs as several numbers do, not as hundreds. */
export function shrunk({ width, height, channels, pixels }: ImageColumn, rows: number): Points {
  const edge = Math.min(channels === 1 ? GREY_EDGE : COLOUR_EDGE, width, height);
  const cells = edge * edge * channels;
  const data = new Float32Array(rows * cells);
  const counts = new Float32Array(cells);
  const place = new Int32Array(width * height * channels);
  for (let i = 0; i < place.length; i++) {
    const pixel = Math.floor(i / channels);
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    place[i] = (Math.floor((y * edge) / height) * edge + Math.floor((x * edge) / width)) * channels + (i % channels);
    counts[place[i]!]!++;
  }
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < place.length; i++) data[row * cells + place[i]!]! += pixels[row * place.length + i]!;
    for (let j = 0; j < cells; j++) data[row * cells + j]! /= counts[j]! * 64;
  }
  return { rows, width: cells, data };
}

/** Some of the points, in the order given. */
export function takePoints({ width, data }: Points, rows: ArrayLike<number>): Points {
  const out = new Float32Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) out.set(data.subarray(rows[i]! * width, (rows[i]! + 1) * width), i * width);
  return { rows: rows.length, width, data: out };
}

export function squaredDistance({ width, data }: Points, a: number, b: number): number {
  let sum = 0;
  for (let j = 0; j < width; j++) sum += (data[a * width + j]! - data[b * width + j]!) ** 2;
  return sum;
}
