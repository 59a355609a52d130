import { BLOCK } from '../../../kernels/linear/linear-kernel.ts';
import type { Work } from '../../../kernels/work.ts';
import type { ScaledColumns } from './scaled-columns.ts';

/** Whether linear scores tell the classes of the training rows: not, some of them beyond all doubt, or all of them without error. */
export type Parting = 'none' | 'almost' | 'whole';

/** A lead of its own class beyond which a row's chance is 1 but for rounding: e^-23 is 1e-10. */
const BEYOND_DOUBT = 23;

/**
 * Looks at how far the score of each row's own class leads the next. A sum that leads in every row is a proof that the classes can be parted.
 * Source: Albert & Anderson (1984), "On the existence of maximum likelihood estimates in logistic regression models".
 * @param at of the scaled columns
 */
export function* partingOf({ kernel }: ScaledColumns, codes: Int32Array, at: Float64Array): Work<Parting> {
  kernel.point.set(at);
  let least = Infinity;
  let most = -Infinity;
  for (let from = 0; from < kernel.rows; from += BLOCK) {
    const to = Math.min(from + BLOCK, kernel.rows);
    kernel.score(from, to);
    const blocks = Array.from({ length: kernel.outputs }, (_, k) => kernel.block(k));
    for (let i = 0; i < to - from; i++) {
      const lead = leadOf(blocks, codes[from + i]!, i);
      least = Math.min(least, lead);
      most = Math.max(most, lead);
    }
    yield kernel.outputs * (to - from) * (kernel.cols / 2 + 8);
  }
  if (least > 0) return 'whole';
  return most > BEYOND_DOUBT ? 'almost' : 'none';
}

function leadOf(blocks: readonly Float64Array[], own: number, i: number): number {
  if (blocks.length === 1) return own === 1 ? blocks[0]![i]! : -blocks[0]![i]!;
  let next = -Infinity;
  blocks.forEach((scores, k) => (next = k === own ? next : Math.max(next, scores[i]!)));
  return blocks[own]![i]! - next;
}
