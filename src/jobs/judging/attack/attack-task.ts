import type { ClassOutcome } from '../../../core/outcome.ts';
import type { Table } from '../../../core/table.ts';
import type { Ask } from '../../../stages/evaluate/attack/search-attack.ts';
import type { JudgedRun } from '../load-judged.ts';
import type { AttackWish } from './attack-wish.ts';

/** What every way of attacking is given. */
export interface AttackTask {
  readonly judged: JudgedRun;
  readonly wish: AttackWish;
  readonly base: ClassOutcome;
  readonly table: Table;
  /** Rows that are answered rightly. */
  readonly right: Uint32Array;
  readonly ask: Ask;
}

/** Of the rows that are right among all; NaN of the others. */
export function amongAll(base: ClassOutcome, right: Uint32Array, values: Float64Array): Float64Array {
  const all = new Float64Array(base.actual.length).fill(NaN);
  right.forEach((row, i) => (all[row] = values[i]!));
  return all;
}
