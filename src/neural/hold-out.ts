import { below, type Rng } from '../core/rng.ts';
import type { Answers } from './answers.ts';

/** Fewer held-out rows than this say too little to stop by. */
const LEAST_HELD_OUT = 5;

export interface HeldOut {
  /** In the order drawn. */
  readonly train: Uint32Array;
  readonly held: Uint32Array;
}

/**
 * Sets rows of the training part aside for early stopping, the same share of every class; a class keeps at least one row in training.
 * @returns `held` empty when it would be too small to say anything
 */
export function holdOut(rows: Uint32Array, answers: Answers, share: number, rng: Rng): HeldOut {
  const order = shuffledRows(rows, rng);
  const classes = new Map<number, number[]>();
  for (const row of order) {
    const found = classes.get(answers.classOf(row));
    if (found) found.push(row);
    else classes.set(answers.classOf(row), [row]);
  }
  const held = [...classes.values()].flatMap((members) =>
    members.slice(0, Math.min(Math.round(members.length * share), members.length - 1))
  );
  if (held.length < LEAST_HELD_OUT) return { train: order, held: new Uint32Array(0) };
  const aside = new Set(held);
  return { train: order.filter((row) => !aside.has(row)), held: Uint32Array.from(held) };
}

function shuffledRows(rows: Uint32Array, rng: Rng): Uint32Array {
  const order = rows.slice();
  shuffleInPlace(order, rng);
  return order;
}

/** Fisher-Yates. */
export function shuffleInPlace(rows: Uint32Array, rng: Rng): void {
  for (let i = rows.length - 1; i > 0; i--) {
    const j = below(rng, i + 1);
    [rows[i], rows[j]] = [rows[j]!, rows[i]!];
  }
}
