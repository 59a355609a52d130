import type { Matrix } from '../../../core/matrix.ts';
import type { Pacer } from '../../../core/pacer.ts';
import { normal, type Rng } from '../../../core/rng.ts';
import { cholesky } from '../../../kernels/linear/cholesky.ts';
import { denseRanks, midRanks, pearson, standardised } from '../association/correlation.ts';
import { sortPresent } from '../sorted.ts';
import { sideBySide, type EncodedColumn } from './encode-rows.ts';

const MOST_RANKED = 20_000;

/**
 * Rows as they would come by chance: numbers from a bell shape with the same medians, spreads and rank correlations, levels by their shares.
 * Pearson's correlation of a normal pair from its rank correlation: 2 sin(pi r / 6) (Kruskal, 1958).
 */
export async function chanceRows(columns: readonly EncodedColumn[], rows: number, rng: Rng, pace: Pacer): Promise<Matrix> {
  const bells = columns.filter(({ levels }) => levels === null);
  const factor = await normalFactor(bells, pace);
  const drawn = new Map(bells.map(({ name }) => [name, new Float64Array(rows)]));
  const size = bells.length;
  const free = new Float64Array(size);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < size; i++) free[i] = normal(rng);
    bells.forEach(({ name }, i) => {
      let value = 0;
      for (let j = 0; j <= i; j++) value += factor[i * size + j]! * free[j]!;
      drawn.get(name)![row] = value;
    });
  }
  await pace(rows * size * size);
  return sideBySide(
    columns.map(({ name, levels }) => ({ values: levels === null ? drawn.get(name)! : drawLevels(levels, rows, rng) })),
    rows
  );
}

function drawLevels({ rarity, shares }: NonNullable<EncodedColumn['levels']>, rows: number, rng: Rng): Float64Array {
  return Float64Array.from({ length: rows }, () => {
    let left = rng();
    let level = 0;
    while (level < shares.length - 1 && (left -= shares[level]!) > 0) level++;
    return rarity[level]!;
  });
}

/** Lower triangle L of the correlations, L L' = R. Pairwise rank correlations may make no possible matrix: they are pulled towards none until they do. */
async function normalFactor(columns: readonly EncodedColumn[], pace: Pacer): Promise<Float64Array> {
  const size = columns.length;
  const ranked: Float64Array[] = [];
  for (const { values } of columns) ranked.push(await ranksOf(values, pace));
  const r = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const { value } = pearson(ranked[i]!, ranked[j]!);
      r[i * size + j] = r[j * size + i] = Number.isFinite(value) ? 2 * Math.sin((Math.PI * value) / 6) : 0;
    }
    await pace(size * MOST_RANKED);
  }
  for (let pull = 0; pull < 1; pull += 0.05) {
    const pulled = r.map((value, at) => (at % (size + 1) === 0 ? 1 : value * (0.999 - pull)));
    const factor = cholesky(pulled, size);
    if (factor) return factor;
  }
  return r.map((_, at) => (at % (size + 1) === 0 ? 1 : 0));
}

async function ranksOf(values: Float64Array, pace: Pacer): Promise<Float64Array> {
  const step = Math.max(1, Math.floor(values.length / MOST_RANKED));
  const some = values.filter((_, row) => row % step === 0);
  const { ranks, levels } = denseRanks(some, await sortPresent(some, pace));
  return standardised(midRanks(ranks, levels, ranks));
}
