import { shuffled, type Rng } from '../../../core/rng.ts';
import { allRows, type RowSet } from '../../../core/table.ts';
import type { Target } from '../../../core/target.ts';

/** Rows to grow trees on and rows to watch the loss on. */
export interface HoldOut {
  readonly train: RowSet;
  readonly watched: RowSet;
}

/** Draws `share` of the rows to be watched, the same share of each class; at least one row stays in training for each class. */
export function holdOut(target: Target, rows: number, share: number, rng: Rng): HoldOut {
  if (target.kind === 'numbers') return draw([allRows(rows)], share, rng);
  const groups = target.labels.map((): number[] => []);
  target.codes.forEach((code, row) => groups[code]!.push(row));
  return draw(
    groups.map((group) => Uint32Array.from(group)),
    share,
    rng
  );
}

function draw(groups: readonly RowSet[], share: number, rng: Rng): HoldOut {
  const watched: number[] = [];
  const train: number[] = [];
  for (const group of groups) {
    const order = shuffled(group, rng);
    const count = Math.min(Math.round(group.length * share), Math.max(group.length - 1, 0));
    order.forEach((row, i) => (i < count ? watched : train).push(row));
  }
  return { train: Uint32Array.from(train).sort(), watched: Uint32Array.from(watched).sort() };
}
