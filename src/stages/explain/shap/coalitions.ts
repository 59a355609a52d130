import { below, type Rng } from '../../../core/rng.ts';
import { cholesky, solveCholesky } from '../../../kernels/linear/cholesky.ts';

/** Up to so many players all coalitions are gone through. */
export const MOST_FOR_ALL = 10;
const GROUPS = 16;

/** Coalitions to ask a model about, and what is made of its answers. */
export interface Coalitions {
  readonly isAll: boolean;
  readonly count: number;
  /** [count, players] */
  readonly isKnown: Uint8Array;
  /** @param values of the coalitions, and of that of none and of all players @returns Shapley values, and their standard errors where coalitions were drawn */
  solve(values: Float64Array, none: number, all: number): { values: Float64Array; errors: Float64Array | null };
}

/** All coalitions but none and all; the values are those of the definition. */
export function allCoalitions(players: number): Coalitions {
  const sets = 1 << players;
  const isKnown = Uint8Array.from({ length: (sets - 2) * players }, (_, i) => ((Math.floor(i / players) + 1) >> (i % players)) & 1);
  const weights = weightsBySize(players);
  const sizes = Uint8Array.from({ length: sets }, (_, set) => bitsOf(set));
  return {
    isAll: true,
    count: sets - 2,
    isKnown,
    solve(inner, none, all) {
      const valueOf = (set: number) => (set === 0 ? none : set === sets - 1 ? all : inner[set - 1]!);
      const values = new Float64Array(players);
      for (let set = 0; set < sets; set++)
        for (let j = 0; j < players; j++)
          if (((set >> j) & 1) === 0) values[j]! += weights[sizes[set]!]! * (valueOf(set | (1 << j)) - valueOf(set));
      return { values, errors: null };
    }
  };
}

/** s! (n - s - 1)! / n!, by s. */
function weightsBySize(players: number): Float64Array {
  const weights = new Float64Array(players);
  weights[0] = 1 / players;
  for (let size = 1; size < players; size++) weights[size] = (weights[size - 1]! * size) / (players - size);
  return weights;
}

function bitsOf(set: number): number {
  let count = 0;
  for (let rest = set; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}

/**
 * Coalitions drawn by the Shapley kernel, each with the one of all other players. The values are the weighted least squares under the condition that they add
 * up; their standard errors come from leaving out one sixteenth of the pairs at a time (a jackknife of groups).
 * Sources: Lundberg & Lee (2017) for the regression; Covert & Lee (2021), "Improving KernelSHAP", for drawing in pairs.
 */
export function drawnCoalitions(players: number, rng: Rng): Coalitions {
  const pairs = GROUPS * Math.max(16, Math.ceil((4 * players) / GROUPS));
  const isKnown = drawPairs(players, pairs, rng);
  const group = (pair: number) => pair % GROUPS;
  const parts = [-1, ...Array.from({ length: GROUPS }, (_, g) => g)].map((left) => {
    const kept = Array.from({ length: pairs }, (_, pair) => pair).filter((pair) => group(pair) !== left);
    return { kept, factor: factorOf(isKnown, players, kept) };
  });
  return {
    isAll: false,
    count: 2 * pairs,
    isKnown,
    solve(inner, none, all) {
      const [whole, ...without] = parts.map(({ kept, factor }) => regress({ isKnown, players, kept, factor }, inner, none, all));
      return { values: whole!, errors: jackknife(without) };
    }
  };
}

function drawPairs(players: number, pairs: number, rng: Rng): Uint8Array {
  const isKnown = new Uint8Array(2 * pairs * players);
  const chances = Array.from({ length: players - 1 }, (_, i) => 1 / ((i + 1) * (players - i - 1)));
  const total = chances.reduce((sum, chance) => sum + chance, 0);
  const order = Uint32Array.from({ length: players }, (_, j) => j);
  for (let pair = 0; pair < pairs; pair++) {
    let [size, rest] = [1, rng() * total];
    while (size < players - 1 && rest > chances[size - 1]!) rest -= chances[size++ - 1]!;
    for (let i = 0; i < size; i++) {
      const other = i + below(rng, players - i);
      [order[i], order[other]] = [order[other]!, order[i]!];
      isKnown[2 * pair * players + order[i]!] = 1;
    }
    for (let j = 0; j < players; j++) isKnown[(2 * pair + 1) * players + j] = 1 - isKnown[2 * pair * players + j]!;
  }
  return isKnown;
}

interface Regression {
  readonly isKnown: Uint8Array;
  readonly players: number;
  readonly kept: readonly number[];
  readonly factor: Float64Array;
}

function factorOf(isKnown: Uint8Array, players: number, kept: readonly number[]): Float64Array {
  const products = new Float64Array(players * players);
  for (const pair of kept)
    for (const at of [2 * pair * players, (2 * pair + 1) * players])
      for (let i = 0; i < players; i++)
        if (isKnown[at + i] === 1) for (let j = 0; j < players; j++) products[i * players + j]! += isKnown[at + j]!;
  // a millionth of a coalition: keeps it solvable whatever was drawn
  for (let i = 0; i < players; i++) products[i * players + i]! += 1e-6;
  return cholesky(products, players)!;
}

function regress({ isKnown, players, kept, factor }: Regression, inner: Float64Array, none: number, all: number): Float64Array {
  const right = new Float64Array(players);
  for (const pair of kept)
    for (const coalition of [2 * pair, 2 * pair + 1])
      for (let j = 0; j < players; j++) if (isKnown[coalition * players + j] === 1) right[j]! += inner[coalition]! - none;
  const free = solveCholesky(factor, players, right);
  const ones = solveCholesky(factor, players, new Float64Array(players).fill(1));
  const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
  const excess = (total(free) - (all - none)) / total(ones);
  return free.map((value, j) => value - excess * ones[j]!);
}

function jackknife(without: readonly Float64Array[]): Float64Array {
  return without[0]!.map((_, j) => {
    const middle = without.reduce((sum, values) => sum + values[j]!, 0) / GROUPS;
    const squares = without.reduce((sum, values) => sum + (values[j]! - middle) ** 2, 0);
    return Math.sqrt(((GROUPS - 1) / GROUPS) * squares);
  });
}
