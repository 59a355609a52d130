import { partOf, type WorkContext } from '../../../core/context.ts';
import type { CnnState, NetworkState } from '../../../core/network.ts';
import { gather, type Table } from '../../../core/table.ts';
import { lossSlope } from '../../../neural/attack/loss-slope.ts';
import { fastGradientSign, type Moves, projectedGradient } from '../../../neural/attack/step-attack.ts';
import { type OpenNetwork, openNetwork } from '../../../neural/open-network.ts';
import { type Tensorflow, tensorflowOf } from '../../../neural/tensorflow.ts';
import { type AttackLine, lineOf } from '../../../stages/evaluate/attack/attack-report.ts';
import type { TrainingServices } from '../../services.ts';
import { amongAll, type AttackTask } from './attack-task.ts';
import { columnSpace, type MoveSpace, pixelSpace } from './move-space.ts';

export interface GradientLines {
  readonly lines: readonly AttackLine[];
  readonly notes: readonly string[];
}

const STEPS = 10;
/** Rows whose gradient is taken at once. */
const AT_ONCE = 64;

/** Attacks that climb the gradient of a network, each checked by the scorer itself; of models without a gradient, none. */
export async function gradientLines(task: AttackTask & { services: TrainingServices; context: WorkContext }): Promise<GradientLines> {
  const { pkg } = task.judged.scorer;
  const isImage = pkg.model.id === 'cnn';
  if (!isImage && pkg.model.id !== 'mlp') return { lines: [], notes: [] };
  const space = isImage ? pixelSpace(pkg.model.state as unknown as CnnState) : columnSpace(pkg, task.wish.columns);
  if (!space)
    return { lines: [], notes: ['No gradient was followed: the recipe bends every column that may change, or none of them is a number.'] };
  const engine = await task.services.openEngine(isImage ? 'convolution' : 'dense', 'auto');
  const tf = tensorflowOf(engine);
  const state = pkg.model.state as unknown as NetworkState;
  const network = openNetwork(tf, state);
  try {
    const holds = await climbed({ ...task, space, tf, network, outputs: state.outputs, checksEach: !isImage });
    const line = (way: 'fgsm' | 'pgd') => lineOf(way, task.base, amongAll(task.base, task.right, holds[way]), task.wish.budgets, false);
    return { lines: [line('fgsm'), line('pgd')], notes: [] };
  } finally {
    network.dispose();
  }
}

interface Climbing extends AttackTask {
  readonly space: MoveSpace;
  readonly tf: Tensorflow;
  readonly network: OpenNetwork;
  readonly outputs: number;
  /** Every step is asked of the scorer; else the last alone. */
  readonly checksEach: boolean;
  readonly context: WorkContext;
}

/** Up to which budget each right row held. What one step finds counts as found by many: these never do worse. */
async function climbed(task: Climbing): Promise<{ fgsm: Float64Array; pgd: Float64Array }> {
  const { right, wish, base, table, context } = task;
  const [fgsm, pgd] = [new Float64Array(right.length).fill(Infinity), new Float64Array(right.length).fill(Infinity)];
  const pieces = Math.ceil(right.length / AT_ONCE) * wish.budgets.length;
  let done = 0;
  for (const budget of wish.budgets) {
    for (let from = 0; from < right.length; from += AT_ONCE) {
      const open = Array.from(right.keys()).slice(from, from + AT_ONCE).filter((i) => pgd[i] === Infinity); // prettier-ignore
      const own = partOf(context, done / pieces, ++done / pieces);
      if (open.length === 0) continue;
      const rows = gather(
        table,
        open.map((i) => right[i]!)
      );
      const actual = Int32Array.from(open, (i) => base.actual[right[i]!]!);
      const broken = await climbPiece({ ...task, context: own }, rows, actual, budget);
      broken.fgsm.forEach((isBroken, k) => isBroken && fgsm[open[k]!] === Infinity && (fgsm[open[k]!] = budget));
      broken.pgd.forEach((isBroken, k) => isBroken && (pgd[open[k]!] = budget));
    }
  }
  return { fgsm, pgd };
}

async function climbPiece(task: Climbing, table: Table, actual: Int32Array, budget: number): Promise<{ fgsm: boolean[]; pgd: boolean[] }> {
  const { space, tf, network, outputs, ask } = task;
  const broken = new Array<boolean>(table.rows).fill(false);
  const look = async (moves: Float32Array) => {
    const { predicted } = await ask(space.moved(table, moves));
    predicted.forEach((answer, i) => (broken[i] ||= answer !== actual[i]));
  };
  const moves: Moves = {
    ...{ rows: table.rows, width: space.width, ...space.bounds(table, budget), context: task.context },
    async slope(at) {
      const x = space.inputs(space.moved(table, at));
      return space.toMoves(await lossSlope(tf, network, { x, shape: space.shape, classes: actual, outputs }), table.rows);
    },
    look: (at, step) => (task.checksEach || step === STEPS - 1 ? look(at) : Promise.resolve())
  };
  await look(await fastGradientSign(moves));
  const fgsm = [...broken];
  await projectedGradient(moves, STEPS);
  return { fgsm, pgd: broken };
}
