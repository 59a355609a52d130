import { pause, type WorkContext } from '../../../core/context.ts';
import type { Boundary } from './boundary.ts';
import type { RowsToProve } from './certify-sums.ts';
import { halved } from './halve-budget.ts';
import { type BoundedLayer, leastOfSums } from './network-bounds.ts';
import type { Box } from './weigh-trees.ts';

/** The rows are those that the network is given, but for its own rounding. */
export interface NetworkTask extends RowsToProve {
  readonly layers: readonly BoundedLayer[];
  /** Of two classes; of the second value of the network less the first. */
  readonly boundary: Boundary | null;
  /** How many classes the network tells apart. */
  readonly outputs: number;
  readonly context: WorkContext;
}

/**
 * A budget up to which no change of the columns turns the answer of a network over: a bound below the true one, for what straight lines leave open may be more
 * than what the network does. See `leastOfSums`.
 * @returns of each row; 0 where not even the row as it is can be told surely
 */
export async function certifyNetwork(task: NetworkTask): Promise<Float64Array> {
  const box = new Float64Array(task.rows);
  for (let row = 0; row < task.rows; row++) {
    box[row] = halved((budget) => (holds(task, row, budget) ? 'holds' : 'unknown')).safe;
    await pause(task.context);
    task.context.onProgress((row + 1) / task.rows);
  }
  return box;
}

function holds(task: NetworkTask, row: number, budget: number): boolean {
  const { layers, boundary, outputs, predicted } = task;
  const own = predicted[row]!;
  const box = boxOf(task, row, budget);
  const less = (a: number, b: number) => Float64Array.from({ length: outputs }, (_, k) => Number(k === a) - Number(k === b));
  if (boundary) {
    const [margin] = leastOfSums(layers, box, [less(own, 1 - own)]);
    return margin! > (own === 1 ? boundary.secondFrom : -boundary.firstUpTo);
  }
  const others = Array.from({ length: outputs }, (_, k) => k).filter((k) => k !== own);
  return leastOfSums(
    layers,
    box,
    others.map((other) => less(own, other))
  ).every((margin) => margin > 0);
}

/** A network is given its inputs in single precision: they may be off by so much of their size. */
const SINGLE = 2 ** -23;

function boxOf({ x, moves, units, has }: NetworkTask, row: number, budget: number): Box {
  const low = x.slice(row * moves.length, (row + 1) * moves.length);
  const high = low.slice();
  moves.forEach((move, j) => {
    const reach = move && has(move.column, row) ? Math.abs(move.slope) * units.get(move.column)! * budget : 0;
    const hair = SINGLE * (Math.abs(low[j]!) + reach);
    low[j]! -= reach + hair;
    high[j]! += reach + hair;
  });
  return { low, high };
}
