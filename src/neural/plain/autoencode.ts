import { pause, type SeededContext } from '../../core/context.ts';
import { trainingDiverged } from '../../core/errors/networks.ts';
import { holdOut } from '../../core/hold-out.ts';
import type { GivingBack, LearnedBack } from '../../core/learned-back.ts';
import type { Matrix } from '../../core/matrix.ts';
import type { NetworkLayer, NetworkState } from '../../core/network.ts';
import { afterEpoch, nothingYet } from '../early-stopping.ts';
import { shuffleInPlace } from '../shuffle.ts';
import { DenseDescent } from './dense-descent.ts';

/** Fewer held-out rows than this say too little to stop by. */
const LEAST_HELD_OUT = 5;
/** Multiplications between two pauses: some milliseconds. */
const PIECE = 4e6;

/**
 * Learns to give back what it is shown through a narrow layer, and stops when rows held out of it come out no better. Trained in plain loops, without a backend: it is the
 * same to the byte for the same seed. Source: Hinton & Salakhutdinov (2006), "Reducing the dimensionality of data with neural networks", without their pretraining.
 * @param matrix finite numbers on one scale
 * @throws LatheError `training-diverged`
 */
export async function autoencode(matrix: Matrix, settings: GivingBack, context: SeededContext): Promise<LearnedBack> {
  const { rng } = context;
  const net = new DenseDescent([matrix.cols, ...settings.hidden, matrix.cols], rng);
  const { train, held } = setAside(matrix, settings.validationFraction, context);
  const order = train.slice();
  let best = nothingYet;
  let epoch = 0;
  while (epoch < settings.maxIter && best.waited < settings.nIterNoChange) {
    shuffleInPlace(order, rng);
    const learned = await eachRow(net, matrix, order, settings, context);
    const loss = held.length > 0 ? await eachRow(net, matrix, held, null, context) : learned;
    epoch++;
    if (!Number.isFinite(loss)) throw trainingDiverged(epoch, settings.learningRateInit);
    best = afterEpoch(best, epoch, loss, Float32Array.from(net.weights));
    context.onProgress(epoch / settings.maxIter, `Epoch ${epoch}: loss ${loss.toPrecision(4)}`);
  }
  net.weights.set(best.weights!);
  return {
    network: frozen(net),
    epochs: epoch,
    bestEpoch: best.epoch,
    heldOut: held.length,
    converged: best.waited >= settings.nIterNoChange
  };
}

function setAside({ rows }: Matrix, share: number, { rng }: SeededContext) {
  const all = Uint32Array.from({ length: rows }, (_, row) => row);
  const parts = holdOut(all, { kind: 'numbers', name: '', values: new Float64Array(rows) }, share, rng);
  return parts.held.length < LEAST_HELD_OUT ? { train: all, held: new Uint32Array(0) } : parts;
}

/** Shows the network some rows, and teaches it where settings say how. @returns the mean loss of a row */
async function eachRow(
  net: DenseDescent,
  { data, cols }: Matrix,
  rows: Uint32Array,
  teach: GivingBack | null,
  context: SeededContext
): Promise<number> {
  const perPause = Math.max(1, Math.round(PIECE / (net.weights.length * (teach ? 3 : 1))));
  let [sum, waiting] = [0, 0];
  for (let i = 0; i < rows.length; i++) {
    const row = data.subarray(rows[i]! * cols, (rows[i]! + 1) * cols);
    sum += teach ? net.learn(row, row) : halfSquares(net.answer(row), row);
    waiting++;
    if (teach && (waiting === teach.batchSize || i === rows.length - 1)) {
      net.step(waiting, { rate: teach.learningRateInit, alpha: teach.alpha });
      waiting = 0;
    }
    if (i % perPause === 0) await pause(context);
  }
  return sum / rows.length;
}

const halfSquares = (said: Float64Array, row: Float64Array) => said.reduce((sum, value, j) => sum + 0.5 * (value - row[j]!) ** 2, 0);

function frozen(net: DenseDescent): NetworkState {
  const { widths } = net;
  const layers = widths
    .slice(1)
    .flatMap((outputs, i): NetworkLayer[] => [
      { kind: 'dense', inputs: widths[i]!, outputs },
      ...(i < widths.length - 2 ? [{ kind: 'activation', fn: 'tanh' } as const] : [])
    ]);
  const weights = net.layers().map((values) => Float32Array.from(values));
  return { layers, weights, output: 'linear', outputs: widths.at(-1)!, targetMean: 0, targetScale: 1 };
}
