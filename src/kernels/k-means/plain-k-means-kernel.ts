import type { Matrix } from '../../core/matrix.ts';
import { rowsOfPiece, type Assignment, type KMeansKernel } from './k-means-kernel.ts';

/** The plain twin: what the kernel in WebAssembly must give to the bit. */
export class PlainKMeansKernel implements KMeansKernel {
  readonly #matrix: Matrix;

  constructor(matrix: Matrix) {
    this.#matrix = matrix;
  }

  assign(centres: Float64Array): Assignment {
    const { data, rows, cols } = this.#matrix;
    const labels = new Int32Array(rows);
    const far = new Float64Array(rows);
    const sums = new Float64Array(centres.length);
    const counts = new Float64Array(centres.length / cols);
    const each = rowsOfPiece(counts.length);
    const piece = new Float64Array(centres.length);
    for (let i = 0; i < rows; i++) {
      let best = Infinity;
      for (let at = 0; at < centres.length; at += cols) {
        let sum = 0;
        for (let j = 0; j < cols; j++) {
          const off = data[i * cols + j]! - centres[at + j]!;
          sum += off * off;
        }
        if (sum < best) {
          best = sum;
          labels[i] = at / cols;
        }
      }
      far[i] = best;
      const own = labels[i]!;
      counts[own]!++;
      for (let j = 0; j < cols; j++) piece[own * cols + j]! += data[i * cols + j]!;
      if ((i + 1) % each > 0 && i + 1 < rows) continue;
      for (let at = 0; at < sums.length; at++) sums[at]! += piece[at]!;
      piece.fill(0);
    }
    return { labels, far: () => far, sums, counts };
  }

  close(): void {
    // Nothing is held.
  }
}
