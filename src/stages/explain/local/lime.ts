import { nothingSetsApart } from '../../../core/errors/judging.ts';
import { pause, type WorkContext } from '../../../core/context.ts';
import type { Metric } from '../../../core/outcome.ts';
import { below, type Rng } from '../../../core/rng.ts';
import { type Column, gatherColumn, type Table } from '../../../core/table.ts';
import type { PredictRows } from '../partial-dependence.ts';
import { stackedColumns } from '../shap/mix-rows.ts';
import { meanOver, rankAgreement, topOverlap, within } from '../stability.ts';
import { type Piece, piecesOf, rowsWith } from './pieces.ts';
import { addedMoments, chosenForward, momentsOf, ridgeLine, type Moments } from './weighted-ridge.ts';

export interface LimeRequest {
  readonly predict: PredictRows;
  /** The row, alone, and training rows its columns are drawn from; the same columns. */
  readonly row: Table;
  readonly training: Table;
  /** Columns the line may use. */
  readonly most: number;
  /** Neighbourhoods that are drawn, and rows in each. */
  readonly draws: number;
  readonly rowsADraw: number;
  readonly rng: Rng;
  readonly context: WorkContext;
}

export interface Lime {
  /** What of the row the line uses, largest weight first: what having it adds to the answer, against not having it. */
  readonly parts: readonly { readonly piece: Piece; readonly adds: Metric }[];
  /** The answer of the line where the row has none of the parts, where it has all, and that of the model itself. */
  readonly base: number;
  readonly local: number;
  readonly output: number;
  /** Share of the variance of the answers around the row, weighted by nearness, that the line accounts for. */
  readonly fidelity: Metric;
  /** Between what a single draw says and all of them: the overlap of the three largest parts (Jaccard), and Spearman's correlation over all columns. */
  readonly overlap: Metric;
  readonly ranks: Metric;
  /** Pieces there were to choose from. */
  readonly of: number;
  readonly rows: number;
}

/** As the authors' own code has them: the width of the kernel in roots of the number of columns, and the penalty. */
const WIDTH = 0.75;
const PENALTY = 1;

/**
 * LIME for tables: rows around one row are made by drawing each column anew from the training rows, and a straight line is fitted to the model's answers,
 * near rows counting more, over whether a row still has what the explained one has (its level, its quarter of a number). Columns by forward selection.
 * It departs from the paper in that the neighbourhood is drawn several times, which gives each weight its interval and tells how stable the choice is.
 * Source: Ribeiro, Singh & Guestrin (2016), "Why should I trust you?".
 * @throws LatheError `explanation-not-for-images`; `nothing-sets-apart` where all training rows have what the row has
 */
export async function lime(request: LimeRequest): Promise<Lime> {
  const { row, training, predict, rng, context } = request;
  const columns = stackedColumns(row, training);
  const pieces = piecesOf(row, training);
  if (pieces.length === 0) throw nothingSetsApart();
  const output = (await predict(row))[0]!;
  const draws: Moments[] = [];
  for (let draw = 0; draw < request.draws; draw++) {
    await pause(context);
    const around = neighbours(columns, pieces, training.rows, request.rowsADraw, rng);
    const answers = (await predict(around.table)).map((answer) => answer - output);
    draws.push(momentsOf(around.isIn, answers, nearness(around.isIn, pieces.length)));
    context.onProgress((draw + 1) / request.draws);
  }
  return told(request, { pieces, draws, output });
}

interface Drawn {
  readonly pieces: readonly Piece[];
  /** Answers are counted from the model's own. */
  readonly draws: readonly Moments[];
  readonly output: number;
}

function told({ most, draws: count, rowsADraw }: LimeRequest, { pieces, draws, output }: Drawn): Lime {
  const all = addedMoments(draws);
  const chosen = chosenForward(all, most);
  const line = ridgeLine(all, chosen, PENALTY)!;
  const single = draws.map((draw) => ridgeLine(draw, chosen, PENALTY)!);
  const every = pieces.map((_, i) => i);
  const full = [all, ...draws].map((moments) => ridgeLine(moments, every, PENALTY)!.coefficients);
  const top = (moments: Moments) => chosenForward(moments, 3);
  const order = chosen.map((_, a) => a).sort((a, b) => Math.abs(line.coefficients[b]!) - Math.abs(line.coefficients[a]!));
  return {
    parts: order.map((a) => ({ piece: pieces[chosen[a]!]!, adds: around(line.coefficients[a]!, meanOver(single.map(({ coefficients }) => coefficients[a]!), 'draws')) })), // prettier-ignore
    base: output + line.intercept,
    local: output + line.intercept + line.coefficients.reduce((sum, value) => sum + value, 0),
    output,
    fidelity: within(around(line.r2, meanOver(single.map(({ r2 }) => r2), 'draws')), 0, 1), // prettier-ignore
    overlap: within(meanOver(draws.map((draw) => topOverlap(top(draw), top(all))), 'draws'), 0, 1), // prettier-ignore
    ranks: within(meanOver(full.slice(1).map((own) => rankAgreement(own, full[0]!)), 'draws'), -1, 1), // prettier-ignore
    of: pieces.length,
    rows: count * rowsADraw
  };
}

/** The interval of the mean of single draws, laid around what all of them together say. */
const around = (value: number, { value: middle, low, high, ...rest }: Metric): Metric => ({
  ...rest,
  value,
  low: value + low - middle,
  high: value + high - middle
});

/** Rows with each column drawn by itself, the explained row first. @returns with them whether each still has each piece, [rows, pieces] */
function neighbours(columns: readonly Column[], pieces: readonly Piece[], others: number, rows: number, rng: Rng) {
  const table: Table = {
    rows,
    columns: columns.map((column) => {
      const places = Uint32Array.from({ length: rows }, (_, i) => (i === 0 ? 0 : 1 + below(rng, others)));
      return gatherColumn(column, places);
    })
  };
  const isIn = new Uint8Array(rows * pieces.length);
  pieces.forEach((piece, j) => rowsWith(piece, table).forEach((has, i) => (isIn[i * pieces.length + j] = has)));
  return { table, isIn };
}

/** How much each row counts: the root of a normal kernel over the number of pieces it lacks. */
function nearness(isIn: Uint8Array, width: number): Float64Array {
  return Float64Array.from({ length: isIn.length / width }, (_, row) => {
    const lacks = width - isIn.subarray(row * width, (row + 1) * width).reduce((sum, has) => sum + has, 0);
    return Math.sqrt(Math.exp(-lacks / (WIDTH * WIDTH * width)));
  });
}
