import { pause, type SeededContext } from '../../../core/context.ts';
import type { Matrix } from '../../../core/matrix.ts';
import { contamination, defineAnomalyModel } from '../anomaly-model.ts';

/** Source: Breunig, Kriegel, Ng & Sander (2000), "LOF: identifying density-based local outliers". */
export const localOutlierFactor = defineAnomalyModel({
  id: 'local-outlier-factor',
  label: 'Local outlier factor',
  doc: 'Compares how densely a row lies with how densely its neighbours lie: finds rows that are strange among their own kind. Looks at all pairs of rows.',
  family: 'neighbours',
  task: 'anomaly',
  mostRows: 20_000,
  judgeRows: 500,
  params: {
    contamination,
    nNeighbors: { type: 'int', default: 20, min: 1, max: 1000, doc: 'Nearest rows that a row is compared with.' }
  },
  async fit(matrix, _names, { nNeighbors }, context) {
    const count = Math.min(nNeighbors, matrix.rows - 1);
    const { rows, far } = await neighboursOf(matrix, count, context);
    const scores = factorsOf(rows, far, count);
    return { state: { nNeighbors: count }, scores, notes: [] };
  }
});

interface Neighbours {
  /** Row-major [n, count], the nearest first. */
  readonly rows: Int32Array;
  readonly far: Float64Array;
}

async function neighboursOf({ data, rows, cols }: Matrix, count: number, context: SeededContext): Promise<Neighbours> {
  const found = new Int32Array(rows * count);
  const far = new Float64Array(rows * count).fill(Infinity);
  for (let i = 0; i < rows; i++) {
    if (i % 32 === 0) {
      await pause(context);
      context.onProgress(i / rows);
    }
    for (let other = 0; other < rows; other++) {
      if (other === i) continue;
      let sum = 0;
      for (let j = 0; j < cols; j++) sum += (data[i * cols + j]! - data[other * cols + j]!) ** 2;
      insert(found, far, i * count, count, other, sum);
    }
    for (let k = i * count; k < (i + 1) * count; k++) far[k] = Math.sqrt(far[k]!);
  }
  return { rows: found, far };
}

/** Keeps the nearest in order; of equals the earlier row. */
function insert(found: Int32Array, far: Float64Array, from: number, count: number, row: number, distance: number): void {
  let at = from + count - 1;
  if (distance >= far[at]!) return;
  for (; at > from && distance < far[at - 1]!; at--) {
    far[at] = far[at - 1]!;
    found[at] = found[at - 1]!;
  }
  far[at] = distance;
  found[at] = row;
}

/** Added to mean distances: among equal rows the density would be infinite. As in scikit-learn. */
const TINY = 1e-10;

function factorsOf(rows: Int32Array, far: Float64Array, count: number): Float64Array {
  const n = far.length / count;
  const density = Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let k = i * count; k < (i + 1) * count; k++) sum += Math.max(far[k]!, far[rows[k]! * count + count - 1]!);
    return 1 / (sum / count + TINY);
  });
  return density.map((own, i) => {
    let sum = 0;
    for (let k = i * count; k < (i + 1) * count; k++) sum += density[rows[k]!]! / own;
    return sum / count;
  });
}
