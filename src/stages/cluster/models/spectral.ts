import { pause, type SeededContext } from '../../../core/context.ts';
import type { Matrix } from '../../../core/matrix.ts';
import { PlainKMeansKernel } from '../../../kernels/k-means/plain-k-means-kernel.ts';
import { fitChosen, MOST_CHOSEN } from '../choose-count.ts';
import { defineClusterModel, type ClusterFit } from '../cluster-model.ts';
import { leadingVectors } from '../leading-vectors.ts';
import { lloyd, type KMeansEnd } from '../lloyd.ts';
import { meanVariance } from '../mean-variance.ts';
import { numberBySize } from '../number-by-size.ts';
import { squaredFar } from '../rows.ts';
import { seedCentres } from '../seed-centres.ts';
import { clusterCount } from '../shared-params.ts';

const STARTS = 4;

export const spectral = defineClusterModel({
  id: 'spectral',
  label: 'Spectral clustering',
  doc: 'Clusters are rows that hang together through near neighbours, of any shape; for some hundred rows, as it looks at all pairs many times.',
  family: 'neighbours',
  task: 'clustering',
  mostRows: 2000,
  judgeRows: 120,
  params: {
    nClusters: clusterCount,
    affinity: {
      type: 'choice',
      default: 'nearest-neighbors',
      options: ['nearest-neighbors', 'rbf'],
      doc: 'What ties two rows: being among the nearest of each other, or nearness by a bell curve.'
    },
    nNeighbors: { type: 'int', default: 10, min: 1, max: 1000, doc: 'Nearest rows, itself included, that a row is tied to.' },
    gamma: { type: 'float', default: 1, min: 1e-6, max: 1e6, scale: 'log', doc: 'One over the squared width of the bell curve.' }
  },
  async fit(matrix, params, context) {
    const known = new Map<Matrix, Spectrum>();
    return fitChosen(matrix, params.nClusters, context, async (rows, clusters, part) => {
      const spectrum = known.get(rows) ?? (await spectrumOf(rows, Math.max(MOST_CHOSEN, clusters), params, part));
      known.set(rows, spectrum);
      return groupsOf(spectrum, rows.rows, clusters, part);
    });
  }
});

interface Settings {
  readonly affinity: 'nearest-neighbors' | 'rbf';
  readonly nNeighbors: number;
  readonly gamma: number;
}

interface Spectrum {
  /** Row-major [count, rows], the largest eigenvalue first. */
  readonly vectors: Float64Array;
  /** Root of what ties each row. */
  readonly roots: Float64Array;
}

async function spectrumOf(matrix: Matrix, count: number, settings: Settings, context: SeededContext): Promise<Spectrum> {
  const ties = await tiesOf(matrix, settings, context);
  const roots = Float64Array.from(ties, ({ weights }) => Math.sqrt(weights.reduce((sum, weight) => sum + weight, 0)) || 1);
  const wanted = Math.min(count, matrix.rows);
  return { vectors: await leadingVectors((vector) => normalised(ties, roots, vector), matrix.rows, wanted, context), roots };
}

/**
 * k-means on the leading eigenvectors of the ties, each divided by the root of what ties a row.
 * Source: Shi & Malik (2000), "Normalized cuts and image segmentation"; von Luxburg (2007), "A tutorial on spectral clustering".
 */
async function groupsOf({ vectors, roots }: Spectrum, rows: number, clusters: number, context: SeededContext): Promise<ClusterFit> {
  const embedding = new Float64Array(rows * clusters);
  for (let i = 0; i < rows; i++) for (let c = 0; c < clusters; c++) embedding[i * clusters + c] = vectors[c * rows + i]! / roots[i]!;
  const { labels } = await bestStart({ data: embedding, rows, cols: clusters }, clusters, context);
  const found = numberBySize(labels, clusters).length;
  return { state: { embedding, width: clusters }, clusters: found, labels, notes: [] };
}

/** The rows that a row is tied to, and how fast. */
interface Ties {
  readonly rows: Uint32Array;
  readonly weights: Float64Array;
}

/** Half of (ties, normalised, plus one): the same vectors, and no eigenvalue below 0. */
function normalised(ties: readonly Ties[], roots: Float64Array, vector: Float64Array): Float64Array {
  const scaled = vector.map((value, i) => value / roots[i]!);
  return Float64Array.from(ties, ({ rows, weights }, i) => {
    let sum = 0;
    for (let j = 0; j < rows.length; j++) sum += weights[j]! * scaled[rows[j]!]!;
    return (sum / roots[i]! + vector[i]!) / 2;
  });
}

async function tiesOf(matrix: Matrix, { affinity, nNeighbors, gamma }: Settings, context: SeededContext): Promise<Ties[]> {
  const all = Uint32Array.from({ length: matrix.rows }, (_, i) => i);
  const tied = Array.from(all, () => new Map<number, number>());
  const ties: Ties[] = [];
  for (const i of all) {
    if (i % 64 === 0) await pause(context);
    const far = Float64Array.from(all, (j) => squaredFar(matrix, i, j));
    if (affinity === 'rbf') ties.push({ rows: all, weights: far.map((squared) => Math.exp(-gamma * squared)) });
    else for (const j of nearestOf(far, nNeighbors, i)) tie(tied, i, j);
  }
  if (affinity === 'rbf') return ties;
  return tied.map((own) => ({ rows: Uint32Array.from(own.keys()), weights: Float64Array.from(own.values()) }));
}

/** Half a tie each way: whole where both count each other among their nearest. */
function tie(tied: readonly Map<number, number>[], i: number, j: number): void {
  tied[i]!.set(j, (tied[i]!.get(j) ?? 0) + 0.5);
  tied[j]!.set(i, (tied[j]!.get(i) ?? 0) + 0.5);
}

/** The row itself comes first, also among equal ones. */
function nearestOf(far: Float64Array, count: number, self: number): Uint32Array {
  const order = Uint32Array.from(far.keys()).sort((a, b) => far[a]! - far[b]! || Number(b === self) - Number(a === self) || a - b);
  return order.subarray(0, count);
}

async function bestStart(matrix: Matrix, clusters: number, context: SeededContext): Promise<KMeansEnd> {
  const kernel = new PlainKMeansKernel(matrix);
  const settings = { maxIter: 300, tolerance: 1e-4 * meanVariance(matrix), context };
  let best: KMeansEnd | null = null;
  for (let start = 0; start < STARTS; start++) {
    const end = await lloyd(matrix, kernel, seedCentres(matrix, clusters, context.rng), settings);
    if (!best || end.inertia < best.inertia) best = end;
  }
  return best!;
}
