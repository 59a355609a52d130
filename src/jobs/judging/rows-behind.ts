import type { Behind, RowBehind, RowsBehind } from '../../core/behind.ts';
import { partOf, type WorkContext } from '../../core/context.ts';
import { behindUnknown } from '../../core/errors/judging.ts';
import type { Outcome } from '../../core/outcome.ts';
import { conditionsOf } from '../../core/tree-words.ts';
import { counted } from '../../core/words.ts';
import { nodeOf } from '../../stages/evaluate/failing/error-tree.ts';
import { rowsBehind, sidesOf, type Told } from '../../stages/evaluate/failing/behind.ts';
import { setApart } from '../../stages/evaluate/failing/set-apart.ts';
import { rowErrors } from '../../stages/evaluate/slices.ts';
import { valueReader } from '../read-rows.ts';
import type { JobServices } from '../services.ts';
import { grow } from './error-tree-of-run.ts';
import { heldOutRows, type HeldOut } from './held-out.ts';
import { loadJudged, type JudgedRun } from './load-judged.ts';

export interface BehindJob {
  readonly runId: string;
  readonly behind: Behind;
}

const MOST_ROWS = 100;

/**
 * The rows behind a number of a run's report, and what sets them apart. They are those of the validation part, or left out of folds: the test part is never
 * looked at one by one.
 * @throws LatheError `run-not-done`, `part-empty`, `behind-unknown`
 */
export async function rowsBehindOf({ runId, behind }: BehindJob, services: JobServices, context: WorkContext): Promise<RowsBehind> {
  const judged = await loadJudged(services, runId);
  const held = await heldOutRows(judged, services, partOf(context, 0, 0.8));
  const told = behind.kind === 'node' ? await ofNode(behind.node, judged, held, context) : rowsBehind(behind, held.outcome, held.inputs);
  const places = [...told.sides.keys()].filter((row) => told.sides[row] === 1);
  const { apart, tried } = setApart(held.inputs, told.sides);
  context.onProgress(1);
  return {
    on: held.on,
    sentence: told.sentence,
    total: places.length,
    against: told.against,
    apart,
    tried,
    rows: rowsOf(worstFirst(places, held.outcome), judged, held)
  };
}

async function ofNode(node: number, judged: JudgedRun, held: HeldOut, context: WorkContext): Promise<Told> {
  const { found, judgedRows, table } = await grow(judged, held, partOf(context, 0.8, 0.95));
  if (!found.tree?.nodes[node]) throw behindUnknown(`node ${node}`, 'the error tree has no such node');
  const places = nodeOf(found.tree, node, table, judgedRows);
  const [meant, all] = [new Set(places), new Set(judgedRows)];
  const sides = sidesOf(held.outcome.actual.length, (row) => meant.has(row), (row) => all.has(row)); // prettier-ignore
  const where = conditionsOf(found.tree, node, 4).join(' and ');
  const others = counted(judgedRows.length - places.length, 'row');
  return {
    sides,
    sentence: `${counted(places.length, 'row')}${where ? ` where ${where}` : ''}, of the half the tree was judged on.`,
    against: `the other ${others} of that half`
  };
}

/** Wrong answers before right ones, the surest first; of numbers the largest misses. */
function worstFirst(places: readonly number[], outcome: Outcome): number[] {
  const errors = rowErrors(outcome);
  return places.toSorted((a, b) => errors[b]! - errors[a]! || sizeAt(b, outcome) - sizeAt(a, outcome) || a - b).slice(0, MOST_ROWS);
}

const sizeAt = (row: number, outcome: Outcome): number =>
  outcome.kind === 'classes'
    ? outcome.probabilities[row * outcome.labels.length + outcome.predicted[row]!]!
    : Math.abs(outcome.actual[row]! - outcome.predicted[row]!);

function rowsOf(places: readonly number[], { experiment }: JudgedRun, { outcome, inputs, at }: HeldOut): RowBehind[] {
  const types = new Map(experiment.dataset.columns.map(({ name, type }) => [name, type]));
  const readers = inputs.columns.map((column) => ({ name: column.name, read: valueReader(column, types.get(column.name)!) }));
  return places.map((row) => ({
    row: at[row]!,
    actual: outcome.kind === 'classes' ? outcome.labels[outcome.actual[row]!]! : outcome.actual[row]!,
    predicted: outcome.kind === 'classes' ? outcome.labels[outcome.predicted[row]!]! : outcome.predicted[row]!,
    size: sizeAt(row, outcome),
    values: Object.fromEntries(readers.map(({ name, read }) => [name, read(row)]))
  }));
}
