import { partOf, type WorkContext } from '../../../core/context.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import { sayReason } from '../../../core/say-reason.ts';
import { sayerOf } from '../../../core/say-value.ts';
import { deviation, mean } from '../../../core/stats.ts';
import { findColumn, isMissing, textAt, type Column, type RowSet, type Table } from '../../../core/table.ts';
import { brief, quoted } from '../../../core/words.ts';
import { explanationNotForModel } from '../../../core/errors/judging.ts';
import { tQuantile } from '../../../kernels/distributions.ts';
import { explainRows } from '../../../stages/explain/shap/explain-rows.ts';
import type { Player } from '../../../stages/explain/shap/players.ts';
import { localError, type Shap } from '../../../stages/explain/shap/shap-type.ts';
import { treeInteractions } from '../../../stages/explain/shap/tree-shap.ts';
import type { LabelledRows } from '../../experiment/labelled-rows.ts';
import type { JudgedRun } from '../load-judged.ts';
import { findingOf } from './finding.ts';
import { coversOf, shapTask } from './shap-request.ts';
import { stabilityOf } from './stability.ts';

type Rows = LabelledRows & { readonly at: RowSet };

/** What each column adds to the answers of a run: for all rows with their summary, and a reason for each. */
export async function shapOfRun(judged: JudgedRun, rows: Rows, asked: PlainRecord, context: WorkContext): Promise<object> {
  const { request, at, otherBackground } = shapTask(judged, rows, asked, context);
  const covers = asked['perturbation'] === 'cover' ? coversOf(judged) : null;
  const method = String(asked['method']);
  const found = await explainRows(method, { ...request, context: partOf(context, 0, 0.8) }, covers);
  const other = covers ? null : otherBackground;
  const { labels, name } = judged.scorer.pkg.target;
  const of = labels ? (labels[request.code!] ?? '') : name;
  const sorted = byWeight(found);
  return {
    of,
    rows: request.table.rows,
    ...told(sorted, request.table),
    reasons: reasonsOf(sorted, request.table, of),
    at: at && [...at],
    background: covers ? null : request.background.rows,
    stability: other && (await stabilityOf(method, found, { ...request, background: other, context: partOf(context, 0.8, 1) })),
    isCalibrated: judged.scorer.pkg.calibration !== null && found.unit !== 'answer',
    // of a row of one's own there is nothing to find
    finding: at && (await findingOf(judged, rows, context))
  };
}

/** Rows over which pairs are looked at, and leaves that some seconds allow for all of them: each takes the square of the columns it asks. */
const MOST_FOR_PAIRS = 200;
const FEWEST_FOR_PAIRS = 10;
const LEAVES = 1e7;

/** How much each pair of columns adds together to the answers of a run of trees. */
export async function interactionsOfRun(judged: JudgedRun, rows: Rows, asked: PlainRecord, context: WorkContext): Promise<object> {
  const nodes = (judged.scorer.pkg.model.state['feature'] as ArrayLike<number> | undefined)?.length ?? 1;
  const affordable = Math.max(FEWEST_FOR_PAIRS, Math.floor((2 * LEAVES) / nodes));
  const places = evenly(rows.at.length, Math.min(MOST_FOR_PAIRS, affordable));
  const { request } = shapTask(judged, rows, { rows: places, ...asked, method: 'tree-shap' }, context);
  const found = await treeInteractions(request, coversOf(judged));
  if (!found)
    throw explanationNotForModel('shap-interactions', request.pkg.model.label, 'models whose answer is a sum or a mean over trees');
  const width = found.players.length;
  const size = (i: number, j: number) =>
    mean(Array.from({ length: request.table.rows }, (_, row) => Math.abs(found.values[(row * width + i) * width + j]!)));
  return {
    unit: found.unit,
    rows: request.table.rows,
    features: found.players.map(({ label }) => label),
    base: found.base,
    // either of a pair has half of what it adds
    values: found.players.map((_, i) => found.players.map((__, j) => (i === j ? 1 : 2) * size(i, j)))
  };
}

const evenly = (rows: number, most: number): number[] => {
  const count = Math.min(rows, most);
  return Array.from({ length: count }, (_, i) => Math.floor((i * rows) / count));
};

/** The players by how much they add to an answer on average, in either direction. */
function byWeight(found: Shap): Shap {
  const width = found.players.length;
  const rows = found.outputs.length;
  const weight = (j: number) => mean(Array.from({ length: rows }, (_, row) => Math.abs(found.values[row * width + j]!)));
  const weights = found.players.map((_, j) => weight(j));
  const order = [...weights.keys()].sort((a, b) => weights[b]! - weights[a]! || a - b);
  const moved = (values: Float64Array) => values.map((_, i) => values[Math.floor(i / width) * width + order[i % width]!]!);
  return {
    ...found,
    players: order.map((j) => found.players[j]!),
    values: moved(found.values),
    errors: found.errors && moved(found.errors)
  };
}

function told(found: Shap, table: Table) {
  const width = found.players.length;
  const lines = (values: Float64Array) =>
    Array.from({ length: table.rows }, (_, row) => [...values.subarray(row * width, (row + 1) * width)]);
  return {
    way: found.way,
    unit: found.unit,
    features: found.players.map(({ label }) => label),
    columns: found.players.map(({ columns }) => columns),
    importances: found.players.map((_, j) => weightOf(found, j)),
    values: lines(found.values),
    base: found.base,
    outputs: [...found.outputs],
    errors: found.errors && lines(found.errors),
    localError: localError(found),
    given: found.players.map((player) => givenOf(player, table))
  };
}

/** The mean of what a player adds, without its sign, and how sure that is over the rows. */
function weightOf({ values, outputs, players }: Shap, j: number) {
  const sizes = Array.from(outputs, (_, row) => Math.abs(values[row * players.length + j]!));
  const value = mean(sizes);
  const half = sizes.length > 1 ? (tQuantile(0.975, sizes.length - 1) * deviation(sizes)) / Math.sqrt(sizes.length) : NaN;
  const method = sizes.length > 1 ? `t over ${sizes.length} rows` : 'none: one row';
  return { value, low: Math.max(0, value - half), high: value + half, method, n: sizes.length };
}

/** Values of a player that is a single column: numbers, times in ms since 1970, or labels; null where missing. Null for other players. */
function givenOf({ columns }: Player, table: Table): (number | string | null)[] | null {
  const column = columns.length === 1 ? findColumn(table, columns[0]!) : undefined;
  if (!column || column.kind === 'text' || column.kind === 'image') return null;
  return Array.from({ length: table.rows }, (_, row) => {
    if (isMissing(column, row)) return null;
    return column.kind === 'category' ? column.labels[column.codes[row]!]! : column.values[row]!;
  });
}

function reasonsOf(found: Shap, table: Table, of: string): string[] {
  const width = found.players.length;
  const columns = found.players.map((player) => (player.columns.length === 1 ? findColumn(table, player.columns[0]!) : undefined));
  return Array.from({ length: table.rows }, (_, row) => {
    const parts = found.players.map(({ label }, j) => {
      const column = columns[j];
      return { label, value: column ? sayCell(column, row) : null, adds: found.values[row * width + j]! };
    });
    return sayReason({ of, unit: found.unit, base: found.base, output: found.outputs[row]!, parts });
  });
}

function sayCell(column: Column, row: number): string | null {
  if (column.kind === 'image') return null;
  if (isMissing(column, row)) return 'missing';
  if (column.kind === 'category') return quoted(column.labels[column.codes[row]!]!);
  return column.kind === 'text' ? quoted(textAt(column, row) ?? '') : sayerOf(column, brief)(column.values[row]!);
}
