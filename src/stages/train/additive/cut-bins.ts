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
 * A small tree over the bins of one feature: what each bin's scores shall move by. The pieces between cuts are at most `maxLeafNodes`; missing values are a
 * piece of their own. Levels of a category are put in the order of their pull before they are cut.
 * Source: Lou, Caruana & Gehrke (2012), "Intelligible models for classification and regression"; cuts as in gradient boosting.
 * @param isOrdered false for a category
 * @returns length bins + 1; null where nothing is worth a cut
 */
export function cutBins({ sums, rows }: BinSums, isOrdered: boolean, limits: StepLimits): Float64Array | null {
  const bins = rows.length - 1;
  const order = isOrdered ? allOf(bins) : byPull({ sums, rows }, bins, limits.l2);
  const before = runningSums({ sums, rows }, order);
  const pieces = cutPieces(before, order.length, limits);
  const step = new Float64Array(bins + 1);
  if (rows[bins]! >= limits.minSamplesLeaf) step[bins] = valueOf(sums[2 * bins]!, sums[2 * bins + 1]!, limits);
  if (pieces.length < 2) return step[bins] === 0 ? null : step;
  for (const { from, to } of pieces) {
    const value = valueOf(before[3 * to]! - before[3 * from]!, before[3 * to + 1]! - before[3 * from + 1]!, limits);
    for (let place = from; place < to; place++) step[order[place]!] = value;
  }
  return step;
}

const valueOf = (gradient: number, hessian: number, { l2, learningRate }: StepLimits): number =>
  (-gradient / (hessian + l2 + LEAST)) * learningRate;

const allOf = (bins: number): Uint16Array => Uint16Array.from({ length: bins }, (_, bin) => bin);

/** Levels that have rows, those that pull downwards first. */
function byPull({ sums, rows }: BinSums, bins: number, l2: number): Uint16Array {
  const pull = (bin: number) => sums[2 * bin]! / (sums[2 * bin + 1]! + l2 + LEAST);
  return allOf(bins)
    .filter((bin) => rows[bin]! > 0)
    .sort((a, b) => pull(a) - pull(b) || a - b);
}

/** Gradient, hessian and rows before each place: [places + 1, 3]. */
function runningSums({ sums, rows }: BinSums, order: Uint16Array): Float64Array {
  const before = new Float64Array(3 * (order.length + 1));
  order.forEach((bin, place) => {
    before[3 * place + 3] = before[3 * place]! + sums[2 * bin]!;
    before[3 * place + 4] = before[3 * place + 1]! + sums[2 * bin + 1]!;
    before[3 * place + 5] = before[3 * place + 2]! + rows[bin]!;
  });
  return before;
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
  const saved = (start: number, end: number) => {
    const gradient = before[3 * end]! - before[3 * start]!;
    return (gradient * gradient) / (before[3 * end + 1]! - before[3 * start + 1]! + l2 + LEAST);
  };
  const whole = saved(from, to);
  let best = { cut: -1, gain: 0 };
  for (let cut = from + 1; cut < to; cut++) {
    if (before[3 * cut + 2]! - before[3 * from + 2]! < minSamplesLeaf) continue;
    if (before[3 * to + 2]! - before[3 * cut + 2]! < minSamplesLeaf) break;
    const gain = saved(from, cut) + saved(cut, to) - whole;
    if (gain > best.gain && gain > whole * 1e-14) best = { cut, gain };
  }
  return { from, to, ...best };
}
