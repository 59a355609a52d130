import { below, type Rng } from '../core/rng.ts';

/** Fisher-Yates. */
export function shuffleInPlace(rows: Uint32Array, rng: Rng): void {
  for (let i = rows.length - 1; i > 0; i--) {
    const j = below(rng, i + 1);
    [rows[i], rows[j]] = [rows[j]!, rows[i]!];
  }
}
