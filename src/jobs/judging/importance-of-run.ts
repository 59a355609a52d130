import { partOf, pause, type WorkContext } from '../../core/context.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { forkRng } from '../../core/rng.ts';
import type { Table } from '../../core/table.ts';
import { metrics } from '../../stages/evaluate/registry.ts';
import { scoreOutcome } from '../../stages/evaluate/score.ts';
import { conditionalCells, type Cells } from '../../stages/explain/conditional-cells.ts';
import { correlatedGroups } from '../../stages/explain/correlated-groups.ts';
import { permutationImportance } from '../../stages/explain/permutation-importance.ts';
import type { LabelledRows } from '../experiment/labelled-rows.ts';
import { outcomeOf } from '../experiment/outcome-of.ts';
import { scoreInPieces } from '../scoring/score-in-pieces.ts';
import type { JudgedRun } from './load-judged.ts';

/**
 * What each column is worth: shuffled among all rows, together with those that say the same, or among rows that are alike in what goes together with it. Of the
 * latter each column also says by which others its cells were made, and how much of it they tell.
 */
export async function importanceOfRun(
  { run, experiment, scorer, positive }: JudgedRun,
  rows: LabelledRows,
  request: PlainRecord,
  context: WorkContext
): Promise<object> {
  const metric = metrics.get(experiment.problem.metric);
  const names = scorer.pkg.inputs.map((input) => input.name);
  const cells = request['conditional'] === true ? await cellsOf(rows.inputs, names, partOf(context, 0, 0.2)) : null;
  const quiet = { ...context, onProgress: () => undefined };
  const found = await permutationImportance({
    score: async (table: Table) => outcomeOf(await scoreInPieces(scorer, table, quiet), { ...rows, inputs: table }, positive),
    table: rows.inputs,
    columns: request['together'] === true ? correlatedGroups(rows.inputs, names) : names,
    ...(cells ? { within: new Map([...cells].map(([name, { cellOf }]) => [name, cellOf])) } : {}),
    metric: { id: metric.id, higherIsBetter: metric.higherIsBetter, valueOf: (outcome) => scoreOutcome(metric, outcome) },
    rng: forkRng(run.seed, cells ? 'explain/conditional' : 'explain/permutation'),
    context: partOf(context, cells ? 0.2 : 0, 1)
  });
  const own = (of: (cells: Cells) => unknown) => found.columns.map(({ columns }) => of(cells!.get(columns[0]!)!));
  return {
    metric: found.metric,
    base: found.base,
    features: found.columns.map((column) => column.columns.join(', ')),
    importances: found.columns.map(({ drop, deviation }) => ({ ...drop, deviation })),
    values: found.columns.map((column) => column.drops),
    ...(cells ? { given: own(({ given }) => given), known: own(({ known }) => known), cells: own(({ count }) => count) } : {})
  };
}

async function cellsOf(table: Table, names: readonly string[], context: WorkContext): Promise<Map<string, Cells>> {
  const found = new Map<string, Cells>();
  for (const [i, column] of names.entries()) {
    await pause(context);
    context.onProgress(i / names.length);
    found.set(column, conditionalCells({ table, column, others: names }));
  }
  return found;
}
