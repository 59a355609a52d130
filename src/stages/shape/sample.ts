import { shapeStepInvalid } from '../../core/errors/shaping.ts';
import type { Pacer } from '../../core/pacer.ts';
import { forkRng, type Rng } from '../../core/rng.ts';
import type { ShapeStep } from '../../core/shape-step.ts';
import { keyColumn, pickFrame, readFrameColumn, type Frame } from './frame.ts';
import { KeyCoder } from './key-coder.ts';

type Sample = Extract<ShapeStep, { kind: 'sample' }>;

/** So many rows at random, without repeats, in their old order. Same seed, same rows. @throws LatheError `column-not-found`, `shape-step-invalid` */
export async function sampleFrame(frame: Frame, { rows, share, seed = 0, by }: Sample, pace: Pacer): Promise<Frame> {
  const wanted = rows ?? Math.round(share! * frame.rows);
  if (wanted > frame.rows)
    throw shapeStepInvalid('sample', `${wanted} rows are wanted and there are ${frame.rows}`, `Ask for at most ${frame.rows}.`);
  const rng = forkRng(seed, 'sample');
  const kept = by === undefined ? draw(frame.rows, wanted, rng) : await stratified(frame, by, wanted, rng, pace);
  return kept.length === frame.rows ? frame : { rows: kept.length, columns: pickFrame(frame.columns, kept) };
}

/** Selection sampling: one pass, each set of rows equally likely (Knuth, The Art of Computer Programming 2, algorithm 3.4.2 S). */
function draw(rows: number, wanted: number, rng: Rng): Int32Array {
  const kept = new Int32Array(wanted);
  let count = 0;
  for (let row = 0; row < rows && count < wanted; row++) if (rng() * (rows - row) < wanted - count) kept[count++] = row;
  return kept;
}

async function stratified(frame: Frame, by: string, wanted: number, rng: Rng, pace: Pacer): Promise<Int32Array> {
  const column = await readFrameColumn(keyColumn(frame, by, 'sample'));
  const codes = await new KeyCoder('own').encode([column], frame.rows, pace);
  const sizes = countCodes(codes);
  const due = apportion(sizes, wanted);
  const left = Float64Array.from(sizes);
  const kept = new Int32Array(wanted);
  let count = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (rng() * left[code]!-- < due[code]!) {
      kept[count++] = row;
      due[code]!--;
    }
  }
  return kept;
}

export function countCodes(codes: Int32Array): Float64Array {
  let most = -1;
  for (const code of codes) if (code > most) most = code;
  const counts = new Float64Array(most + 1);
  for (const code of codes) if (code >= 0) counts[code]!++;
  return counts;
}

/** Whole numbers that add up to `wanted`, each as near to its share as can be: largest remainders. */
function apportion(sizes: Float64Array, wanted: number): Float64Array {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map((size) => (total === 0 ? 0 : (size * wanted) / total));
  const due = exact.map(Math.floor);
  let rest = wanted - due.reduce((sum, count) => sum + count, 0);
  const order = [...exact.keys()].sort((a, b) => exact[b]! - due[b]! - (exact[a]! - due[a]!) || a - b);
  for (const place of order) {
    if (rest <= 0) break;
    due[place]!++;
    rest--;
  }
  return due;
}
