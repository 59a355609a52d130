import type { WorkContext } from '../../../core/context.ts';
import { partEmpty } from '../../../core/errors/splitting.ts';
import { forkRng } from '../../../core/rng.ts';
import { findColumn, type RowSet, type Table } from '../../../core/table.ts';
import { metrics } from '../../../stages/evaluate/registry.ts';
import type { BreakableColumn } from '../../../stages/evaluate/stress/stress-curve.ts';
import type { RowsUnderStress } from '../../../stages/evaluate/stress/stress-rows.ts';
import { usualValues } from '../../../stages/evaluate/stress/usual-values.ts';
import { asDivided } from '../../experiment/kinship-of.ts';
import { type LabelledRows, takeRows } from '../../experiment/labelled-rows.ts';
import { outcomeOf } from '../../experiment/outcome-of.ts';
import { scoreInPieces } from '../../scoring/score-in-pieces.ts';
import type { JudgedRun } from '../load-judged.ts';

/** The rows that a report is made of; of a run without a validation part those it learned from. The test part is never among them. */
export interface StressedPart {
  readonly on: 'validation' | 'training';
  readonly rows: LabelledRows;
  readonly at: RowSet;
}

/** Training rows are read to see how columns usually are: as many as tell. */
const MOST_USUAL = 20_000;

/**
 * @param mostRows beyond, rows are left out by chance
 * @throws LatheError `part-empty`
 */
export function stressedPart({ parts, rows, run }: JudgedRun, mostRows: number): StressedPart {
  const on = parts.validation.length > 0 ? 'validation' : 'training';
  const part = on === 'validation' ? parts.validation : parts.train;
  if (part.length === 0) throw partEmpty('validation');
  const at = thinned(part, mostRows, run.seed);
  return { on, rows: asDivided(takeRows(rows, at), run.split), at };
}

function thinned(part: RowSet, most: number, seed: number): RowSet {
  if (part.length <= most) return part;
  const rng = forkRng(seed, 'stress/rows');
  const draws = Float64Array.from(part, rng);
  const limit = draws.slice().sort()[most]!;
  return part.filter((_, i) => draws[i]! < limit);
}

/** The part with everything that breaking it takes. */
export async function rowsUnderStress(judged: JudgedRun, part: StressedPart, context: WorkContext): Promise<RowsUnderStress> {
  const quiet = { ...context, onProgress: () => undefined };
  const score = async (table: Table) =>
    outcomeOf(await scoreInPieces(judged.scorer, table, quiet), { ...part.rows, inputs: table }, judged.positive);
  const { problem } = judged.experiment;
  return {
    table: part.rows.inputs,
    base: await score(part.rows.inputs),
    score,
    metric: metrics.get(problem.metric),
    seed: judged.run.seed,
    context
  };
}

/** The columns that the model is asked with, and the time by which the rows were divided, by which rows can lean too. */
export function breakableColumns(judged: JudgedRun, { rows }: StressedPart): BreakableColumn[] {
  const training = takeRows(judged.rows, thinned(judged.parts.train, MOST_USUAL, judged.run.seed)).inputs;
  return judged.scorer.pkg.inputs.map(({ name, type }): BreakableColumn => {
    const column = findColumn(rows.inputs, name)!;
    const values = column.kind === 'number' || column.kind === 'time' ? column.values : null;
    return { name, type, usual: usualValues(findColumn(training, name)!), values };
  });
}

/** When the rows were, where the division goes by time and the model does not see it: nothing to break, but to lean by. */
export function momentsOf({ run, scorer }: JudgedRun, { rows }: StressedPart): BreakableColumn | null {
  const { column } = run.split;
  const isSeen = scorer.pkg.inputs.some(({ name, type }) => (column === undefined ? type === 'time' : name === column));
  if (rows.kinship?.kind !== 'order' || isSeen) return null;
  const name = column ?? 'the order of the rows';
  const values = rows.kinship.at;
  return { name, type: 'time', usual: usualValues({ kind: 'time', name, values }), values };
}
