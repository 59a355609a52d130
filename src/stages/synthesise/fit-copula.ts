import { pause, type WorkContext } from '../../core/context.ts';
import { note, type Note } from '../../core/note.ts';
import { createPacer } from '../../core/pacer.ts';
import { deviation } from '../../core/stats.ts';
import { isMissing } from '../../core/table.ts';
import { brief, capital, countOf, listedNames } from '../../core/words.ts';
import { normalQuantile } from '../../kernels/distributions.ts';
import { countCodes, type ModelledColumn } from './choose-columns.ts';
import { hermiteOf, latentCorrelation, triangleOf } from './latent-correlation.ts';
import { firstAxis } from './first-axis.ts';
import { FEWEST, levelMarginal, levelScores, numberMarginal, type LevelMarginal, type Marginal } from './marginal.ts';

const TOLD_MOVE = 0.05;

/** One normal variable: the values of a column, or whether they are there. */
interface Latent {
  readonly marginal: Marginal;
  /** A row's place on the normal scale; NaN = missing. */
  readonly scores: Float64Array;
}

export interface FittedColumn {
  readonly name: string;
  readonly kind: ModelledColumn['kind'];
  readonly labels: readonly string[];
  readonly marginal: Marginal;
  /** The place of its normal variable, and of the one that says whether there is a value; -1 = always one. */
  readonly at: number;
  readonly gapAt: number;
  readonly gapShare: number;
}

/** A Gaussian copula: how each column lies, and how the normal variables behind them go together. */
export interface Copula {
  readonly columns: readonly FittedColumn[];
  readonly size: number;
  /** Lower triangle, row-major. */
  readonly triangle: Float64Array;
  readonly notes: readonly Note[];
}

/**
 * Fits a Gaussian copula to number, time and category columns with gaps. Levels stand in the order of what goes along with them; levels and gaps in fewer
 * than five rows are not learned.
 * Source: Nelsen (2006), "An Introduction to Copulas"; Patki, Wedge & Veeramachaneni (2016), "The Synthetic Data Vault", for whole tables. Departs from
 * it in the correlations of levels, which are those of the normal variables behind them and not of codes.
 */
export async function fitCopula(columns: readonly ModelledColumn[], rows: number, context: WorkContext): Promise<Copula> {
  const notes: Note[] = [];
  const latents: Latent[] = [];
  const numberScores = columns.map((column) => (column.kind === 'category' ? null : ranksAsNormal(column.values)));
  const axis = firstAxis(
    numberScores.filter((scores) => scores !== null),
    rows
  );
  const fitted: FittedColumn[] = [];
  for (const [i, column] of columns.entries()) {
    await pause(context);
    const { marginal, scores } = column.kind === 'category' ? levelLatent(column, axis, notes) : numberLatent(column, numberScores[i]!);
    const at = latents.push({ marginal, scores }) - 1;
    const gaps = gapLatent(column, rows, notes);
    const gapAt = gaps ? latents.push(gaps.latent) - 1 : -1;
    const labels = column.kind === 'category' ? column.labels : [];
    fitted.push({ name: column.name, kind: column.kind, labels, marginal, at, gapAt, gapShare: gaps?.share ?? 0 });
  }
  const { triangle, moved } = triangleOf(await correlate(latents, rows, context), latents.length);
  if (moved > TOLD_MOVE)
    notes.push(note('moved', `How columns go together was changed by up to ${brief(moved)}: pair by pair it can’t all be true at once.`));
  return { columns: fitted, size: latents.length, triangle, notes };
}

function numberLatent(column: Extract<ModelledColumn, { kind: 'number' | 'time' }>, scores: Float64Array): Latent {
  const marginal = numberMarginal(column)!;
  return marginal.kind === 'number' ? { marginal, scores: ofUnitSpread(scores) } : { marginal, scores: scoresOf(marginal, column.values) };
}

/** Ties take spread from normal scores, and correlations with it. */
function ofUnitSpread(scores: Float64Array): Float64Array {
  const spread = deviation(
    scores.filter((score) => !Number.isNaN(score)),
    0
  );
  return spread > 0 ? scores.map((score) => score / spread) : scores;
}

function scoresOf(marginal: LevelMarginal, values: ArrayLike<number>): Float64Array {
  const byLevel = levelScores(marginal);
  const scoreOf = new Map([...marginal.values].map((value, i) => [value, byLevel[i]!]));
  return Float64Array.from(values, (value) => scoreOf.get(value) ?? NaN);
}

/** Rank over n as a place on the normal scale, rows with equal values at the middle of theirs. */
export function ranksAsNormal(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values.keys()).filter((row) => !Number.isNaN(values[row]!));
  order.sort((a, b) => values[a]! - values[b]!);
  const scores = new Float64Array(values.length).fill(NaN);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    const score = normalQuantile((from + to) / 2 / order.length);
    for (; from < to; from++) scores[order[from]!] = score;
  }
  return scores;
}

/** Levels in the order of the mean of what the numbers of their rows have in common; by how many rows they have where there are no numbers. */
function levelLatent(column: Extract<ModelledColumn, { kind: 'category' }>, axis: Float64Array | null, notes: Note[]): Latent {
  const counts = countCodes(column);
  const places = axis && meansOf(column.codes, axis, counts);
  const kept = [...counts.keys()].filter((code) => counts[code]! >= FEWEST);
  kept.sort((a, b) => (places ? places[a]! - places[b]! : counts[b]! - counts[a]!) || a - b);
  const rare = counts.filter((count) => count > 0 && count < FEWEST);
  if (rare.length > 0)
    notes.push(
      note(
        'rare-levels',
        `${capital(countOf(rare.length, 'value'))} of ${listedNames([column.name])} in fewer than ${FEWEST} rows each ${rare.length === 1 ? 'was' : 'were'} not learned.`
      )
    );
  const marginal = levelMarginal(
    kept,
    kept.map((code) => counts[code]!)
  );
  return { marginal, scores: scoresOf(marginal, column.codes) };
}

function meansOf(codes: Int32Array, axis: Float64Array, counts: Float64Array): Float64Array {
  const sums = new Float64Array(counts.length);
  codes.forEach((code, row) => code >= 0 && (sums[code]! += axis[row]!));
  return sums.map((sum, code) => (counts[code]! > 0 ? sum / counts[code]! : 0));
}

function gapLatent(column: ModelledColumn, rows: number, notes: Note[]): { latent: Latent; share: number } | null {
  const missing = Float64Array.from({ length: rows }, (_, row) => (isMissing(column, row) ? 1 : 0));
  const gaps = missing.reduce((sum, gap) => sum + gap, 0);
  if (gaps === 0) return null;
  if (gaps < FEWEST) {
    notes.push(
      note(
        'few-gaps',
        `${capital(countOf(gaps, 'gap'))} of ${listedNames([column.name])} ${gaps === 1 ? 'was' : 'were'} not learned: too few to be told apart from their rows.`
      )
    );
    return null;
  }
  const marginal = levelMarginal([0, 1], [rows - gaps, gaps]);
  return { latent: { marginal, scores: scoresOf(marginal, missing) }, share: gaps / rows };
}

async function correlate(latents: readonly Latent[], rows: number, context: WorkContext): Promise<Float64Array> {
  const pace = createPacer(context);
  const hermites = latents.map(({ marginal }) => hermiteOf(marginal));
  const size = latents.length;
  const found = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const covariance = covarianceOf(latents[i]!.scores, latents[j]!.scores, rows);
      const value = covariance === null ? 0 : latentCorrelation(covariance, hermites[i]!, hermites[j]!);
      found[i * size + j] = found[j * size + i] = value;
      await pace(rows * 2);
    }
    context.onProgress((i + 1) / size);
  }
  return found;
}

/** Over rows that have both; null where fewer than five have. */
function covarianceOf(a: Float64Array, b: Float64Array, rows: number): number | null {
  let [n, sumA, sumB, sumAB] = [0, 0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const [x, y] = [a[row]!, b[row]!];
    if (x !== x || y !== y) continue;
    n++;
    sumA += x;
    sumB += y;
    sumAB += x * y;
  }
  return n < FEWEST ? null : sumAB / n - (sumA / n) * (sumB / n);
}
