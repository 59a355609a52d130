import type { WorkContext } from '../../../core/context.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import { forkRng } from '../../../core/rng.ts';
import { findColumn, type Table } from '../../../core/table.ts';
import { lime, type Lime } from '../../../stages/explain/local/lime.ts';
import type { JudgedRun } from '../load-judged.ts';
import { rowAsked } from '../row-asked.ts';
import { backgroundOf, codeOf, predictor } from '../shap/shap-request.ts';
import { sayPiece } from './say-piece.ts';
import { sayLime } from './say-local.ts';

const MOST_PARTS = 5;
const DRAWS = 10;
const ROWS_A_DRAW = 1000;
const FEWEST_A_DRAW = 100;
/** Elementary steps that scoring all draws may take: some seconds. */
const STEPS = 1e9;
/** Training rows that columns are drawn from. */
export const MOST_TRAINING = 5000;

/** A straight line around one row: what of it moves the answer there, how well a line fits at all, and how much hangs on the draw. */
export async function limeOfRun(judged: JudgedRun, rows: { inputs: Table }, asked: PlainRecord, context: WorkContext): Promise<object> {
  const { scorer, run } = judged;
  const code = codeOf(judged, asked['of']);
  const row = rowAsked(judged, rows.inputs, asked);
  const found = await lime({
    predict: predictor(judged, code, context),
    row,
    training: backgroundOf(judged, MOST_TRAINING, 'explain/local'),
    most: Number(asked['count'] ?? MOST_PARTS),
    draws: DRAWS,
    rowsADraw: Math.min(ROWS_A_DRAW, Math.max(FEWEST_A_DRAW, Math.floor(STEPS / scorer.stepsPerRow / DRAWS))),
    rng: forkRng(run.seed, 'explain/lime'),
    context
  });
  return tell(found, { row, of: scorer.pkg.target.labels?.[code!] ?? null, name: scorer.pkg.target.name });
}

interface Asked {
  readonly row: Table;
  /** The class; null for a number. */
  readonly of: string | null;
  readonly name: string;
}

function tell(found: Lime, { row, of: label, name }: Asked): object {
  const parts = found.parts.map(({ piece, adds }) => ({
    column: piece.column,
    condition: sayPiece(piece, findColumn(row, piece.column)!),
    adds
  }));
  const { base, local, output, fidelity, overlap, ranks, of: columns } = found;
  const of = label ?? name;
  const told = {
    of,
    unit: label !== null ? ('probability' as const) : ('answer' as const),
    parts,
    base,
    local,
    output,
    fidelity,
    overlap,
    ranks,
    columns
  };
  return {
    rows: 1,
    features: parts.map(({ column }) => column),
    values: [parts.map(({ adds }) => adds.value)],
    outputs: [output],
    ...told,
    sentence: sayLime(told),
    scored: found.rows
  };
}
