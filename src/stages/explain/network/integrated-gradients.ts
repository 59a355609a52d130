import { pause, type WorkContext } from '../../../core/context.ts';
import type { NetworkNumber } from './passes.ts';

export interface GradientsRequest {
  readonly number: NetworkNumber;
  /** What the network is given of the row, and of what it is held against. */
  readonly input: Float64Array;
  readonly baseline: Float64Array;
  /** How far the parts may be from adding up, as a share of what they should add up to. */
  readonly tolerance?: number;
  readonly mostSteps?: number;
  /** The size of an answer that is as good as nothing: where the two answers are nearer, that takes the place of their difference. */
  readonly tiny: number;
  readonly context: WorkContext;
}

export interface Gradients {
  /** What each value of the input adds on the way from the baseline; together about `output - base`. */
  readonly values: Float64Array;
  readonly base: number;
  readonly output: number;
  readonly steps: number;
  /** How far they are from adding up, as a share of the difference of the two answers, and whether that is within the tolerance. */
  readonly gap: number;
  readonly isComplete: boolean;
}

/** Even pieces of the way to begin with, and the shortest there may be. */
const FIRST_PIECES = 16;
const SHORTEST = 2 ** -20;
/** Of what may be missed in all, the share that one piece may miss. */
const SHARE_OF_PIECE = 1 / 16;

/**
 * Integrated gradients: the slopes of an answer, averaged on the straight way from a baseline to a row, times how far each value goes. The slope in the
 * middle of a piece of the way stands for the piece. What it misses there is known, for the answers at both ends are, so pieces with a bend in them are
 * halved until the parts add up: a network of bent pieces (relu, max pool) takes far fewer steps so than by even ones.
 * Source: Sundararajan, Taly & Yan (2017), "Axiomatic attribution for deep networks".
 */
export async function integratedGradients(request: GradientsRequest): Promise<Gradients> {
  const { number, input, baseline, tolerance = 1e-3, mostSteps = 20_000, tiny } = request;
  const [base, output] = [number(baseline).value, number(input).value];
  const whole = Math.max(Math.abs(output - base), tiny);
  let steps = 0;
  let best = { values: new Float64Array(input.length), gap: Infinity };
  for (let allowed = tolerance * whole * SHARE_OF_PIECE; steps < mostSteps; allowed /= 4) {
    const along = await averaged(request, { base, output, allowed, mostSteps: mostSteps - steps });
    steps += along.steps;
    const gap = Math.abs(along.values.reduce((sum, value) => sum + value, 0) - (output - base)) / whole;
    if (gap < best.gap) best = { values: along.values, gap };
    if (gap <= tolerance) break;
  }
  return { ...best, base, output, steps, isComplete: best.gap <= tolerance };
}

interface Ends {
  readonly base: number;
  readonly output: number;
  /** What a piece may miss before it is halved. */
  readonly allowed: number;
  readonly mostSteps: number;
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly before: number;
  readonly after: number;
}

async function averaged({ number, input, baseline, context }: GradientsRequest, { base, output, allowed, mostSteps }: Ends) {
  const way = input.map((value, i) => value - baseline[i]!);
  const at = (share: number) => number(baseline.map((value, i) => value + share * way[i]!));
  const values = new Float64Array(input.length);
  let steps = FIRST_PIECES - 1;
  const ends = Array.from({ length: FIRST_PIECES + 1 }, (_, i) => (i === 0 ? base : i === FIRST_PIECES ? output : at(i / FIRST_PIECES).value)); // prettier-ignore
  const open: Piece[] = ends.slice(1).map((after, i) => ({ from: i / FIRST_PIECES, to: (i + 1) / FIRST_PIECES, before: ends[i]!, after }));
  for (let piece = open.pop(); piece; piece = open.pop()) {
    if (steps++ % 16 === 0) await pause(context);
    const { from, to, before, after } = piece;
    const middle = (from + to) / 2;
    const { value, slopes } = at(middle);
    const along = slopes.reduce((sum, slope, i) => sum + slope * way[i]!, 0) * (to - from);
    if (Math.abs(along - (after - before)) > allowed && to - from > SHORTEST && steps < mostSteps) {
      open.push({ from, to: middle, before, after: value }, { from: middle, to, before: value, after });
      continue;
    }
    slopes.forEach((slope, i) => (values[i]! += slope * way[i]! * (to - from)));
    context.onProgress(1 - from);
  }
  return { values, steps };
}
