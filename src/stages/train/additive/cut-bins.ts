/** Limits of one step. */
export interface StepLimits {
  readonly maxLeafNodes: number;
  readonly minSamplesLeaf: number;
  readonly l2: number;
  readonly learningRate: number;
}

/** What the rows of each bin hold: [bins, 2] gradient and hessian, and how many they are. The last bin is that of missing values. */
export interface BinSums {
  readonly sums: Float64Array;
  readonly rows: Float64Array;
}

/** A run of places in the order of the bins, `to` beyond its end, and its best cut. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly cut: number;
  readonly gain: number;
}

/** Keeps a division finite. */
const LEAST = 1e-12;

/**
 * Prepares small trees over the bins of one feature: what each bin's scores shall move by, length bins + 1; null where nothing is worth a cut. The pieces between cuts
 * are at most `maxLeafNodes`; missing values are a piece of their own. Levels of a category are put in the order of their pull before they are cut.
 * Source: Lou, Caruana & Gehrke (2012), "Intelligible models for classification and regression"; cuts as in gradient boosting.
 * @param bins without that of missing values
 * @param isOrdered false for a category
 */
export function binCutter(bins: number, isOrdered: boolean, limits: StepLimits): (sums: BinSums) => Float64Array | null {
  const all = Uint16Array.from({ length: bins }, (_, bin) => bin);
  const before = new Float64Array(3 * (bins + 1));
  return (given) => {
    const order = isOrdered ? all : byPull(all, given, limits.l2);
    addBefore(given, order, before);
    const pieces = cutPieces(before, order.length, limits);
    const { sums, rows } = given;
    const missing = rows[bins]! >= limits.minSamplesLeaf ? valueOf(sums[2 * bins]!, sums[2 * bins + 1]!, limits) : 0;
    if (pieces.length < 2 && missing === 0) return null;
    const step = new Float64Array(bins + 1);
    step[bins] = missing;
    if (pieces.length < 2) return step;
    for (const { from, to } of pieces) {
      const value = valueOf(before[3 * to]! - before[3 * from]!, before[3 * to + 1]! - before[3 * from + 1]!, limits);
      for (let place = from; place < to; place++) step[order[place]!] = value;
    }
    return step;
  };
}

const valueOf = (gradient: number, hessian: number, { l2, learningRate }: StepLimits): number =>
  (-gradient / (hessian + l2 + LEAST)) * learningRate;

/** Levels that have rows, those that pull downwards first. */
function byPull(all: Uint16Array, { sums, rows }: BinSums, l2: number): Uint16Array {
  const pull = (bin: number) => sums[2 * bin]! / (sums[2 * bin + 1]! + l2 + LEAST);
  return all.filter((bin) => rows[bin]! > 0).sort((a, b) => pull(a) - pull(b) || a - b);
}

/** Gradient, hessian and rows before each place: [places + 1, 3]. */
function addBefore({ sums, rows }: BinSums, order: Uint16Array, before: Float64Array): void {
  let [gradient, hessian, count] = [0, 0, 0];
  for (let place = 0; place < order.length; place++) {
    const bin = order[place]!;
    before[3 * place + 3] = gradient += sums[2 * bin]!;
    before[3 * place + 4] = hessian += sums[2 * bin + 1]!;
    before[3 * place + 5] = count += rows[bin]!;
  }
}

function cutPieces(before: Float64Array, places: number, limits: StepLimits): Piece[] {
  const pieces = [bestCut(before, 0, places, limits)];
  while (pieces.length < limits.maxLeafNodes) {
    const best = pieces.reduce((most, piece) => (piece.gain > most.gain ? piece : most), pieces[0]!);
    if (!(best.gain > 0)) break;
    const { from, cut, to } = best;
    pieces.splice(pieces.indexOf(best), 1, bestCut(before, from, cut, limits), bestCut(before, cut, to, limits));
  }
  return pieces;
}

function bestCut(before: Float64Array, from: number, to: number, { minSamplesLeaf, l2 }: StepLimits): Piece {
  const [g0, h0, n0] = [before[3 * from]!, before[3 * from + 1]!, before[3 * from + 2]!];
  const [g1, h1, n1] = [before[3 * to]!, before[3 * to + 1]!, before[3 * to + 2]!];
  const extra = l2 + LEAST;
  const whole = ((g1 - g0) * (g1 - g0)) / (h1 - h0 + extra);
  let [cut, gain] = [-1, whole * 1e-14];
  for (let at = from + 1; at < to; at++) {
    const rows = before[3 * at + 2]!;
    if (rows - n0 < minSamplesLeaf) continue;
    if (n1 - rows < minSamplesLeaf) break;
    const [left, right] = [before[3 * at]! - g0, g1 - before[3 * at]!];
    const middle = before[3 * at + 1]!;
    const saved = (left * left) / (middle - h0 + extra) + (right * right) / (h1 - middle + extra) - whole;
    if (saved > gain) [cut, gain] = [at, saved];
  }
  return { from, to, cut, gain: cut < 0 ? 0 : gain };
}
