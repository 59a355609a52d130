import { pause, type SeededContext } from '../../core/context.ts';
import type { Matrix } from '../../core/matrix.ts';
import { squaredFar } from './rows.ts';

/**
 * Distance of each row to the last of so many nearest rows, itself counted as the first.
 * @returns length n; to the farthest row where there are fewer
 */
export async function nearestDistances(matrix: Matrix, count: number, context: SeededContext): Promise<Float64Array> {
  const { rows } = matrix;
  const place = Math.min(count, rows) - 1;
  const far = new Float64Array(rows);
  const out = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    if (row % 64 === 0) await pause(context);
    for (let other = 0; other < rows; other++) far[other] = squaredFar(matrix, row, other);
    out[row] = Math.sqrt(smallest(far, place));
  }
  return out;
}

/** The value that would stand at a place if all were sorted, by Hoare's selection; the order changes. */
function smallest(values: Float64Array, place: number): number {
  let [from, to] = [0, values.length - 1];
  while (from < to) {
    const pivot = values[(from + to) >> 1]!;
    let [i, j] = [from, to];
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      [values[i], values[j]] = [values[j]!, values[i]!];
      i++;
      j--;
    }
    if (place <= j) to = j;
    else if (place >= i) from = i;
    else break;
  }
  return values[place]!;
}

/**
 * Where a curve of sorted values bends most: the point farthest below the line from its first to its last.
 * Source: Satopaa, Albrecht, Irwin & Raghavan (2011), "Finding a kneedle in a haystack", without its smoothing.
 */
export function kneeOf(values: Float64Array): number {
  const sorted = values.slice().sort();
  const last = sorted.length - 1;
  const [low, high] = [sorted[0]!, sorted[last]!];
  let best = last;
  let most = 0;
  for (let i = 0; i <= last; i++) {
    const below = low + ((high - low) * i) / Math.max(1, last) - sorted[i]!;
    if (below > most) {
      most = below;
      best = i;
    }
  }
  return Math.max(sorted[best]!, Number.MIN_VALUE);
}
