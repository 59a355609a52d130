import { pause, type WorkContext } from '../core/context.ts';
import { below, type Rng } from '../core/rng.ts';
import { drawsOf, piecesOf, type Units } from './units.ts';

/** Scores the same rows under any row weights. A resample is a weighting: how often each row was drawn, times its own weight. */
export type WeightedScores = (weights: Float64Array) => ArrayLike<number>;

export interface ResampleOptions {
  readonly rows: number;
  /** Length `rows`; null = every row counts 1. */
  readonly weights: Float64Array | null;
  readonly replicates: number;
  readonly scores: WeightedScores;
  readonly rng: Rng;
  readonly context: WorkContext;
  /** Class code of each row: no resample then loses a class altogether. Left out, rows are drawn freely. */
  readonly classes?: Int32Array;
  /** Rows that are drawn, and left out, together. Left out, each row is drawn for itself. */
  readonly units?: Units | null;
  /** Cost of one call of `scores` in row visits, for the pauses. */
  readonly cost?: number;
}

/** One array per score: its value on each resample, and with each group of rows left out. */
export interface Resamples {
  readonly replicates: readonly Float64Array[];
  readonly jackknife: readonly Float64Array[];
}

/** Leaving out more groups than this changes the acceleration by less than 0.004, and costs. */
const MOST_GROUPS = 200;
/**
 * Beyond this many rows each is drawn a Poisson number of times on its own, which comes to the same and goes through memory in order.
 * Source: Hanley & MacGibbon (2006), "Creating non-parametric bootstrap samples using Poisson frequencies".
 */
const MANY_ROWS = 50_000;
const ROW_VISITS_BETWEEN_PAUSES = 4_000_000;

/** Draws rows, or units of rows, with replacement, and leaves them out in turn (in up to 200 groups). All scores share the draws, so they can be compared. */
export async function resample(options: ResampleOptions): Promise<Resamples> {
  const { rows, replicates, context, units } = options;
  const weightings = new Float64Array(rows);
  const pieces = units ? drawsOf(units) : rows;
  const groups = Math.min(pieces, MOST_GROUPS);
  const groupOf = units ? groupsOfPieces(units, groups, options.rng) : randomGroups(rows, groups, options.rng);
  const draw = units ? unitDrawer(units, options) : rowDrawer(options);
  const collected: Float64Array[] = [];
  const every = Math.max(1, Math.floor(ROW_VISITS_BETWEEN_PAUSES / Math.max(1, options.cost ?? rows)));
  for (let i = 0; i < replicates + groups; i++) {
    if (i % every === 0) {
      await pause(context);
      context.onProgress(i / (replicates + groups));
    }
    if (i < replicates) draw(weightings);
    else leaveOut(weightings, groupOf, i - replicates, options.weights);
    collect(options.scores(weightings), collected, i, replicates + groups);
  }
  return { replicates: collected.map((all) => all.subarray(0, replicates)), jackknife: collected.map((all) => all.subarray(replicates)) };
}

function collect(scores: ArrayLike<number>, into: Float64Array[], at: number, length: number): void {
  for (let j = 0; j < scores.length; j++) (into[j] ??= new Float64Array(length))[at] = scores[j]!;
}

/** Fills in how often each row was drawn, times its own weight. */
type Draw = (into: Float64Array) => void;

function rowDrawer(options: ResampleOptions): Draw {
  const members = options.classes ? firstMembers(options.classes) : [];
  return (into) => drawRows(into, members, options);
}

function drawRows(into: Float64Array, members: readonly Uint32Array[], { rng, weights, rows }: ResampleOptions): void {
  if (rows > MANY_ROWS) drawPoisson(into, rng);
  else {
    into.fill(0);
    for (let i = 0; i < rows; i++) into[Math.floor(rng() * rows)]! += 1;
  }
  for (const own of members) if (own.every((row) => into[row] === 0)) into[own[below(rng, own.length)]!] = 1;
  if (weights) for (let i = 0; i < rows; i++) into[i]! *= weights[i]!;
}

/** Runs of units that may start anywhere but must end within the rows, until there are as many units as before. No class is ever lost. */
function unitDrawer({ of, count, run }: Units, { rng, weights, rows, classes }: ResampleOptions): Draw {
  const drawn = new Float64Array(count);
  const members = classes ? firstUnits(classes, of) : [];
  return (into) => {
    drawn.fill(0);
    for (let left = count; left > 0; left -= run) add(drawn, below(rng, count - run + 1), Math.min(run, left));
    for (const own of members) {
      if (own.some((unit) => drawn[unit]! > 0)) continue;
      const start = own[below(rng, own.length)]! - below(rng, run);
      add(drawn, Math.min(Math.max(0, start), count - run), run);
    }
    for (let i = 0; i < rows; i++) into[i] = drawn[of[i]!]! * (weights?.[i] ?? 1);
  };
}

function add(drawn: Float64Array, start: number, length: number): void {
  for (let unit = start; unit < start + length; unit++) drawn[unit]! += 1;
}

/** Whole groups in random order; blocks of moments side by side, neighbours together. */
function groupsOfPieces(units: Units, groups: number, rng: Rng): Uint8Array {
  const pieces = drawsOf(units);
  const groupOf =
    units.kind === 'groups'
      ? randomGroups(pieces, groups, rng)
      : Uint8Array.from({ length: pieces }, (_, piece) => Math.floor((piece * groups) / pieces));
  return Uint8Array.from(piecesOf(units), (piece) => groupOf[piece]!);
}

function leaveOut(into: Float64Array, groupOf: Uint8Array, group: number, weights: Float64Array | null): void {
  for (let i = 0; i < into.length; i++) into[i] = groupOf[i] === group ? 0 : (weights?.[i] ?? 1);
}

const BITS = 65_536;

/** Poisson draws with mean 1 by table, two from each uniform draw: shares are kept to 1 in 65,536, far below what two thousand resamples can tell. */
function drawPoisson(into: Float64Array, rng: Rng): void {
  for (let i = 0; i < into.length; i += 2) {
    const drawn = rng() * BITS;
    const high = Math.floor(drawn);
    into[i] = poissonOf[high]!;
    if (i + 1 < into.length) into[i + 1] = poissonOf[Math.floor((drawn - high) * BITS)]!;
  }
}

/** How often a row is drawn, by sixteen bits of chance. */
const poissonOf = Uint8Array.from({ length: BITS }, (_, i) => poisson((i + 0.5) / BITS));

/** Poisson draw with mean 1 from a uniform one. */
function poisson(uniform: number): number {
  let count = 0;
  let chance = Math.exp(-1);
  for (let reached = chance; uniform >= reached && count < 20; reached += chance) chance /= ++count;
  return count;
}

/** Groups of equal size, in random order, so that neighbours in the table don't leave together. */
function randomGroups(rows: number, groups: number, rng: Rng): Uint8Array {
  const groupOf = Uint8Array.from({ length: rows }, (_, i) => i % groups);
  for (let i = rows - 1; i > 0; i--) {
    const j = below(rng, i + 1);
    [groupOf[i], groupOf[j]] = [groupOf[j]!, groupOf[i]!];
  }
  return groupOf;
}

/** The rows of each class small enough to be lost in a draw (the chance is e^-rows). */
function firstMembers(classes: Int32Array): Uint32Array[] {
  const rowsOf = new Map<number, number[]>();
  classes.forEach((code, row) => rowsOf.set(code, [...(rowsOf.get(code) ?? []).slice(0, 50), row]));
  return [...rowsOf.values()].filter((own) => own.length <= 50).map((own) => Uint32Array.from(own));
}

/** The units that hold rows of each class, for every class: a long block may leave out many units at once. */
function firstUnits(classes: Int32Array, of: Uint32Array): Uint32Array[] {
  const unitsOf = new Map<number, Set<number>>();
  classes.forEach((code, row) => unitsOf.set(code, (unitsOf.get(code) ?? new Set()).add(of[row]!)));
  return [...unitsOf.values()].map((own) => Uint32Array.from(own));
}
