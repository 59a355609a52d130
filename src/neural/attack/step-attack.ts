import { pause, type WorkContext } from '../../core/context.ts';

/** What may be moved of rows: `width` numbers of each, row-major, from 0 on. */
export interface Moves {
  readonly rows: number;
  readonly width: number;
  /** The furthest each may go down and up at this budget. */
  readonly low: Float32Array;
  readonly high: Float32Array;
  /** How the loss of each row changes with what is moved. */
  readonly slope: (moves: Float32Array) => Promise<Float32Array>;
  /** Tells of moves that were made: all of a step, before the next. */
  readonly look: (moves: Float32Array, step: number) => Promise<void>;
  readonly context: WorkContext;
}

/**
 * Fast gradient sign: all at once as far as they may go, each the way the loss climbs.
 * Source: Goodfellow, Shlens & Szegedy (2015), "Explaining and harnessing adversarial examples".
 */
export async function fastGradientSign(task: Omit<Moves, 'look'>): Promise<Float32Array> {
  const moves = new Float32Array(task.rows * task.width);
  const slope = await task.slope(moves);
  for (let i = 0; i < moves.length; i++) moves[i] = slope[i]! > 0 ? task.high[i]! : slope[i]! < 0 ? task.low[i]! : 0;
  return moves;
}

/** A step goes so many times the bound over the number of steps: far enough to go round corners, and to come back. */
const STRIDE = 2.5;

/**
 * Projected gradient: the same in small steps, each followed by going back within bounds, so that it can turn. It begins at the row as it is; whoever takes
 * what `fastGradientSign` found as found too has an attack that is never the weaker of the two.
 * Source: Madry, Makelov, Schmidt, Tsipras & Vladu (2018), "Towards deep learning models resistant to adversarial attacks".
 */
export async function projectedGradient(task: Moves, steps: number): Promise<void> {
  const moves = new Float32Array(task.rows * task.width);
  for (let step = 0; step < steps; step++) {
    await pause(task.context);
    const slope = await task.slope(moves);
    for (let i = 0; i < moves.length; i++) {
      const [low, high] = [task.low[i]!, task.high[i]!];
      const stride = (STRIDE * (slope[i]! > 0 ? high : -low)) / steps;
      moves[i] = Math.min(high, Math.max(low, moves[i]! + Math.sign(slope[i]!) * stride));
    }
    await task.look(moves, step);
    task.context.onProgress((step + 1) / steps);
  }
}
