export interface GameEnd {
  /** How often each row is played, and each column; each sums to 1. */
  readonly rows: Float64Array;
  readonly columns: Float64Array;
  /** What the game costs the rows when both play so. */
  readonly value: number;
}

/** Below this a number of the tableau counts as 0. */
const TINY = 1e-12;
/** Exchanges there may be: Bland's rule ends before, for games of the size meant here. */
const MOST_EXCHANGES = 5_000;

/**
 * The end of a game of two in which one picks a row and the other a column, and the row's player pays: neither gains by playing otherwise.
 * Source: Dantzig (1951), "A proof of the equivalence of the programming problem and the game problem"; the simplex method, with the rule of Bland (1977) that it never goes round in circles.
 * @param costs [rows][columns], what the row's player pays; a few dozen of each
 */
export function endOfGame(costs: readonly (readonly number[])[]): GameEnd {
  const [m, n] = [costs[0]!.length, costs.length];
  const shift = 1 - Math.min(...costs.flat());
  // As many plays of rows as can be had, while no column costs more than 1: a line a column, beside it what is left of that.
  const lines = Array.from({ length: m }, (_, j) =>
    Float64Array.from([...costs.map((row) => row[j]! + shift), ...Array.from({ length: m }, (_, k) => Number(k === j)), 1])
  );
  const gain = Float64Array.from({ length: n + m + 1 }, (_, i) => (i < n ? -1 : 0));
  const basis = Array.from({ length: m }, (_, j) => n + j);
  for (let exchange = 0; exchange < MOST_EXCHANGES; exchange++) {
    const enters = gain.subarray(0, n + m).findIndex((value) => value < -TINY);
    if (enters < 0) break;
    const leaves = tightest(lines, basis, enters);
    pivot(lines, gain, leaves, enters);
    basis[leaves] = enters;
  }
  const total = gain.at(-1)!;
  const rows = new Float64Array(n);
  basis.forEach((variable, line) => {
    if (variable < n) rows[variable] = lines[line]!.at(-1)! / total;
  });
  return { rows, columns: gain.slice(n, n + m).map((value) => Math.max(0, value) / total), value: 1 / total - shift };
}

/** The line that allows the least of what enters; of several the one whose variable comes first. */
function tightest(lines: readonly Float64Array[], basis: readonly number[], enters: number): number {
  let [best, least] = [-1, Infinity];
  lines.forEach((line, i) => {
    if (!(line[enters]! > TINY)) return;
    const allowed = line.at(-1)! / line[enters]!;
    if (best >= 0 && !(allowed < least - TINY) && !(allowed < least + TINY && basis[i]! < basis[best]!)) return;
    [best, least] = [i, allowed];
  });
  return best;
}

function pivot(lines: readonly Float64Array[], gain: Float64Array, leaves: number, enters: number): void {
  const own = lines[leaves]!;
  const by = own[enters]!;
  own.forEach((value, i) => (own[i] = value / by));
  for (const line of [...lines, gain]) {
    const times = line[enters]!;
    if (line === own || times === 0) continue;
    own.forEach((value, i) => (line[i]! -= times * value));
  }
}
