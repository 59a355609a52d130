import type { ErrorTree } from '../../core/behind.ts';
import { partOf, type WorkContext } from '../../core/context.ts';
import type { DecisionTree } from '../../core/decision-tree.ts';
import { gatherOutcome, type Outcome } from '../../core/outcome.ts';
import { defaultsOf } from '../../core/params.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { forkRng, shuffled } from '../../core/rng.ts';
import { allRows, gather, type Table } from '../../core/table.ts';
import type { Target } from '../../core/target.ts';
import { piecesOf } from '../../kernels/units.ts';
import { judgeErrorTree, treeColumns } from '../../stages/evaluate/failing/error-tree.ts';
import { rowErrors } from '../../stages/evaluate/slices.ts';
import { unitsOf } from '../../stages/evaluate/units-of.ts';
import { describeTree } from '../../stages/explain/decision-tree.ts';
import { modelTypes } from '../model-types.ts';
import type { JobServices } from '../services.ts';
import { heldOutRows, type HeldOut } from './held-out.ts';
import { keptOfRun } from './kept-of-run.ts';
import { loadJudged, type JudgedRun } from './load-judged.ts';

/** Fewer rows make halves too small to grow a tree on one and judge it on the other. */
const FEWEST_ROWS = 80;
const FEWEST_OF_A_KIND = 5;

/** At most eight leaves, three questions deep: what a person can read. */
const SHALLOW = { maxDepth: 3, maxLeafNodes: 8 } as const;
const LEAST_SHARE_OF_LEAF = 0.05;
const LEAST_IN_LEAF = 10;

/**
 * A shallow tree that tells where a run's model errs: grown on one half of the rows held out and judged on the other, so that the error rates of its leaves are
 * honest. Kept with the run.
 * @throws LatheError `run-not-done`, `part-empty`
 */
export async function errorTreeOfRun(
  { runId }: { readonly runId: string },
  services: JobServices,
  context: WorkContext
): Promise<PlainRecord> {
  const judged = await loadJudged(services, runId);
  return keptOfRun(
    services,
    judged.run,
    'error-tree',
    'form 1',
    async () =>
      (await grow(judged, await heldOutRows(judged, services, partOf(context, 0, 0.5)), partOf(context, 0.5, 1)))
        .found as unknown as PlainRecord
  );
}

/** The tree, and the rows of the dataset it was judged on as they were answered. */
export interface Grown {
  readonly found: ErrorTree;
  readonly judgedRows: readonly number[];
  readonly table: Table;
}

/** Grows and judges; the same for the same run, so that its leaves can be gone into later. */
export async function grow({ run }: JudgedRun, held: HeldOut, context: WorkContext): Promise<Grown> {
  const { outcome, on } = held;
  const errors = rowErrors(outcome);
  const table = treeColumns(held.inputs);
  const { grown, judged } = halvesOf(outcome, errors, run.seed);
  const refusal = refusalOf(
    outcome,
    Float64Array.from(grown, (row) => errors[row]!),
    table
  );
  const none = { on, grownOn: grown.length, judgedOn: judged.length, tree: null, leaves: [], isClear: false };
  if (refusal) {
    const { error, of } = judgeErrorTree({ grown: leafAlone, outcome, table });
    return { found: { ...none, of, error, sentence: refusal }, judgedRows: judged, table };
  }
  const tree = await fitErrors(
    gather(table, grown),
    Float64Array.from(grown, (row) => errors[row]!),
    { outcome, seed: run.seed, context }
  );
  const found = judgeErrorTree({ grown: tree, outcome: gatherOutcome(outcome, judged), table: gather(table, judged) });
  return { found: { ...none, ...found }, judgedRows: judged, table };
}

const leafAlone: DecisionTree = {
  target: 'errors',
  classes: null,
  nodes: [{ parent: null, depth: 0, rows: 0, values: [0], question: null, left: null, right: null }],
  path: []
};

/** @param errors of the half that a tree would be grown on */
function refusalOf(outcome: Outcome, errors: Float64Array, table: Table): string | null {
  const rows = outcome.actual.length;
  if (rows < FEWEST_ROWS)
    return `Where it errs can’t be told by a tree from ${rows} rows: half of them would grow it and half would judge it, and it takes ${FEWEST_ROWS}.`;
  if (table.columns.length === 0) return 'There is no column of numbers, levels or times that a tree could ask about.';
  const wrong = errors.filter((error) => error > 0).length;
  if (outcome.kind === 'classes' && Math.min(wrong, errors.length - wrong) < FEWEST_OF_A_KIND)
    return `In the half of the rows that a tree is grown on ${wrong} of ${errors.length} were answered wrongly: ${wrong < FEWEST_OF_A_KIND ? 'too few mistakes' : 'too few right answers'} to tell where they lie.`;
  return null;
}

/** One row of two each, by size of error, so that both halves err alike; groups and blocks of time are never cut in two. */
function halvesOf(outcome: Outcome, errors: Float64Array, seed: number): { grown: number[]; judged: number[] } {
  const units = unitsOf(outcome);
  const rng = forkRng(seed, 'error tree halves');
  const order = shuffled(allRows(errors.length), rng).sort((a, b) => errors[a]! - errors[b]!);
  const half = new Uint8Array(errors.length);
  if (units) piecesOf(units).forEach((piece, row) => (half[row] = piece % 2));
  else order.forEach((row, place) => (half[row] = place % 2));
  const rows = [...errors.keys()];
  return { grown: rows.filter((row) => half[row] === 0), judged: rows.filter((row) => half[row] === 1) };
}

interface Growing {
  readonly outcome: Outcome;
  readonly seed: number;
  readonly context: WorkContext;
}

async function fitErrors(features: Table, errors: Float64Array, { outcome, seed, context }: Growing): Promise<DecisionTree> {
  const model = modelTypes.get('tree');
  const labels = ['right', 'wrong'];
  const target: Target =
    outcome.kind === 'classes'
      ? { kind: 'classes', name: 'errors', codes: Int32Array.from(errors), labels }
      : { kind: 'numbers', name: 'errors', values: errors };
  const least = Math.max(LEAST_IN_LEAF, Math.round(LEAST_SHARE_OF_LEAF * features.rows));
  const params = { ...defaultsOf(model.params), ...SHALLOW, minSamplesLeaf: least };
  const { state } = await model.fit({ features, target, weights: null }, params as never, {
    ...context,
    rng: forkRng(seed, 'error tree'),
    onCurve: () => undefined,
    openEngine: () => Promise.reject(new Error('A tree needs no engine.'))
  });
  const named = { name: target.name, ...(target.kind === 'classes' ? { labels } : {}) };
  return describeTree({ model: { id: model.id, label: model.label, state }, target: named });
}
