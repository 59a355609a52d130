import { pause, type WorkContext } from '../../core/context.ts';
import type { FarMeasure, LimitsReport } from '../../core/limits-report.ts';
import type { Outcome } from '../../core/outcome.ts';
import { findColumn, gatherColumn, sliceColumn, type CategoryColumn, type RowSet, type Table } from '../../core/table.ts';
import type { Scorer } from '../../predict/scorer.ts';
import { limitsReport, type ToldLimits } from '../../stages/evaluate/limits/limits-report.ts';
import { asGroups } from '../../stages/fairness/as-groups.ts';
import type { JudgedRun } from './load-judged.ts';

/**
 * Whether what a package says of its limits holds on rows that had no say in them; null where it knows none, and of rows left out of folds, which had.
 * @param inputs of the rows, and their numbers in the table; null where only their answers are known
 * @throws the signal's reason when it is aborted
 */
export async function limitsOfPart(
  outcome: Outcome,
  { scorer, experiment }: Pick<JudgedRun, 'scorer' | 'experiment'>,
  rows: { readonly inputs: Table; readonly at: RowSet } | null,
  context: WorkContext
): Promise<LimitsReport | null> {
  const { limits } = scorer.pkg;
  if (!limits || !rows) return null;
  const names = new Set([...(limits.groups ? [limits.groups.column] : []), ...(experiment.problem.sensitive ?? [])]);
  const columns = [...names].flatMap((name) => groupsBeside(experiment.table, name, rows.at));
  return limitsReport(outcome, limits, await toldInPieces(scorer, rows.inputs, context), columns);
}

/** A column as groups, where it can be one; nothing where the run's table has it no more. */
function groupsBeside(table: Table, name: string, at: RowSet): CategoryColumn[] {
  const column = findColumn(table, name);
  return column && (column.kind === 'category' || column.kind === 'number') ? [asGroups(gatherColumn(column, at), column)] : [];
}

/** Rows between two pauses: every one is asked of the model and of all that knows its limits. */
const PIECE = 2_000;

async function toldInPieces(scorer: Scorer, inputs: Table, context: WorkContext): Promise<ToldLimits> {
  const parts: ToldLimits[] = [];
  for (let from = 0; from < inputs.rows; from += PIECE) {
    const to = Math.min(inputs.rows, from + PIECE);
    const { scores, cautions } = scorer.scoreWithCautions({
      rows: to - from,
      columns: inputs.columns.map((column) => sliceColumn(column, from, to))
    });
    const ends = scores.kind === 'numbers' ? scores : { low: null, high: null };
    parts.push({
      low: ends.low,
      high: ends.high,
      sets: cautions?.sets ?? null,
      share: cautions?.share ?? null,
      shares: cautions?.shares ?? {}
    });
    await pause(context);
  }
  return joinTold(parts);
}

function joinTold(parts: readonly ToldLimits[]): ToldLimits {
  const [first] = parts;
  const joined = (of: (part: ToldLimits) => Float64Array | null | undefined) =>
    first && of(first) ? Float64Array.from(parts.flatMap((part) => [...of(part)!])) : null;
  const measures = Object.keys(first?.shares ?? {}) as FarMeasure[];
  return {
    sets: first?.sets ? parts.flatMap((part) => part.sets!) : null,
    low: joined(({ low }) => low),
    high: joined(({ high }) => high),
    share: joined(({ share }) => share),
    shares: Object.fromEntries(measures.map((measure) => [measure, joined(({ shares }) => shares[measure])!]))
  };
}
