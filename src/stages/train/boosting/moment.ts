import { fixedPoint, type FixedPoint } from '../../../kernels/trees/fixed-point.ts';
import { STRETCH, type Loss, type Part, type TreeKernel, type TreeRoom } from '../../../kernels/trees/tree-kernel.ts';
import type { Work } from '../../../kernels/work.ts';
import { dartFactors, scaleTree } from './dart.ts';
import type { GrownTree } from './grow-tree.ts';
import type { ListLoss } from './listwise/list-loss.ts';
import type { BoostLoss, RowLoss } from './losses.ts';
import { gossFactor, type RoundSettings } from './sampling.ts';
import { addTree } from './traverse.ts';

/** Where boosting stands: the raw scores of all rows, the derivatives of their losses, and what has to be known of these. */
export class Moment {
  readonly kernel: TreeKernel;
  /** How finely the derivatives of this moment are kept. */
  scale: FixedPoint = fixedPoint(1, 1, 1);
  readonly #room: TreeRoom;
  readonly #loss: BoostLoss;
  readonly #weightOf: Readonly<Record<Part, number>>;
  readonly #heaviest: number;
  /** Of how many rows one can hold the derivatives, where rows are thinned out. */
  readonly #standsFor: number;
  /** The loss as it is at this moment; null where it is one of lists. */
  #now: Loss | null;

  constructor(kernel: TreeKernel, room: TreeRoom, loss: BoostLoss, settings: RoundSettings) {
    const { weights, train, held } = room;
    this.kernel = kernel;
    this.#room = room;
    this.#loss = loss;
    this.#weightOf = { train: totalWeight(weights, train), held: totalWeight(weights, held) };
    this.#heaviest = weights ? train.reduce((most, row) => Math.max(most, weights[row]!), 0) : 1;
    this.#standsFor = settings.sampling === 'goss' ? Math.max(1, gossFactor(settings)) : 1;
    this.#now = loss.lists ? null : loss.now(kernel);
  }

  /** The value of a leaf of these training rows, where it is not the Newton step. */
  get leaf(): ((rows: Uint32Array) => number) | null {
    const leaf = this.#loss.lists ? null : this.#loss.leaf;
    return leaf && ((rows) => leaf(this.kernel, rows, this.#now!));
  }

  /** Leaves the derivatives of the training rows at the present scores. @returns their mean loss */
  *derive(): Work<number> {
    if (this.#loss.lists) return yield* this.#deriveLists(this.#loss.lists('train'));
    const now = this.#loss.now(this.kernel);
    this.#now = now;
    this.scale = yield* this.#scaleNow(this.#loss, now);
    return yield* this.meanLoss('train');
  }

  /** All rows at once, for each hangs on others; then as whole numbers where the kernel has its own. */
  *#deriveLists(lists: ListLoss): Work<number> {
    const { rows, train } = this.#room;
    const into = { gradient: new Float64Array(rows), hessian: new Float64Array(rows) };
    const loss = lists.derive(this.kernel.raw(0), into);
    const most = (values: Float64Array) => train.reduce((found, row) => Math.max(found, Math.abs(values[row]!)), 0);
    this.scale = fixedPoint(train.length, this.#standsFor * most(into.gradient), this.#standsFor * most(into.hessian));
    this.kernel.keep(into.gradient, into.hessian, this.scale);
    yield 400 * train.length;
    return loss;
  }

  /** Derivatives of a log loss have a bound; where there is none they are measured. */
  *#scaleNow({ gradient, hessian }: RowLoss, now: Loss): Work<FixedPoint> {
    const { length } = this.#room.train;
    const isMeasured = gradient === null || hessian === null;
    const most = { gradient: 0, hessian: 0 };
    for (let from = 0; isMeasured && from < length; from += STRETCH) {
      const found = this.kernel.largest(now, from, Math.min(from + STRETCH, length));
      most.gradient = Math.max(most.gradient, found.gradient);
      most.hessian = Math.max(most.hessian, found.hessian);
      yield 4 * STRETCH;
    }
    // What was measured has the weights in it already.
    const bound = (known: number | null, measured: number) => this.#standsFor * (known === null ? measured : known * this.#heaviest);
    return fixedPoint(length, bound(gradient, most.gradient), bound(hessian, most.hessian));
  }

  /** Loss per unit of weight over the rows; those of the training part leave their derivatives behind for the next round. */
  *meanLoss(part: Part): Work<number> {
    const { length } = this.#room[part];
    if (this.#loss.lists) return this.#loss.lists(part).derive(this.kernel.raw(0), null);
    let loss = 0;
    for (let from = 0; from < length; from += this.kernel.piece) {
      loss += this.kernel.loss(this.#now!, part, from, Math.min(from + this.kernel.piece, length), this.scale);
      yield 20 * this.kernel.piece * this.#room.outputs;
    }
    return loss / this.#weightOf[part];
  }

  /** Adds a tree to the raw scores of rows it did not learn from. */
  *add(tree: GrownTree, output: number, rows: Uint32Array): Work<void> {
    const bins = this.kernel.bins();
    const raw = this.kernel.raw(output);
    for (let from = 0; from < rows.length; from += STRETCH) {
      addTree(tree, bins, rows, from, Math.min(from + STRETCH, rows.length), raw);
      yield 8 * STRETCH;
    }
  }

  /** Takes rounds of trees out of the scores, and derives anew. */
  *leaveOut(rounds: readonly (readonly GrownTree[])[]): Work<void> {
    if (rounds.length === 0) return;
    yield* this.#addEverywhere(rounds.map(scaledBy(-1)));
    yield* this.derive();
  }

  /** Brings them back at what they count from now on, and the new round with them. */
  *bringBack(rounds: readonly (readonly GrownTree[])[], grown: readonly GrownTree[], learningRate: number): Work<void> {
    if (rounds.length === 0) return;
    const factors = dartFactors(rounds.length, learningRate);
    yield* this.#addEverywhere([scaledBy(factors.grown - 1)(grown)]);
    for (const tree of grown) scaleTree(tree, factors.grown);
    for (const tree of rounds.flat()) scaleTree(tree, factors.dropped);
    yield* this.#addEverywhere(rounds);
  }

  *#addEverywhere(rounds: readonly (readonly GrownTree[])[]): Work<void> {
    for (const round of rounds)
      for (const [output, tree] of round.entries()) {
        yield* this.add(tree, output, this.#room.train);
        yield* this.add(tree, output, this.#room.held);
      }
  }
}

const scaledBy =
  (times: number) =>
  (round: readonly GrownTree[]): GrownTree[] =>
    round.map((tree) => ({ ...tree, value: tree.value.map((value) => times * value) }));

const totalWeight = (weights: Float64Array | null, rows: Uint32Array): number =>
  weights ? rows.reduce((sum, row) => sum + weights[row]!, 0) : rows.length;
