import type { WorkContext } from '../../../core/context.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import { forkRng } from '../../../core/rng.ts';
import { quantile } from '../../../core/stats.ts';
import { findColumn, gather, type Table } from '../../../core/table.ts';
import { brief, quoted } from '../../../core/words.ts';
import type { Scores } from '../../../predict/scores.ts';
import { anchor } from '../../../stages/explain/local/anchor.ts';
import { scoreInPieces } from '../../scoring/score-in-pieces.ts';
import type { JudgedRun } from '../load-judged.ts';
import { rowAsked } from '../row-asked.ts';
import { backgroundOf } from '../shap/shap-request.ts';
import { MOST_TRAINING } from './lime-of-run.ts';
import { sayPiece } from './say-piece.ts';
import { sayAnchor } from './say-local.ts';

const TARGET = 0.95;
const MOST_PIECES = 5;
/** Elementary steps that scoring may take while looking, some seconds, and rows that are enough. */
const STEPS = 1e9;
const MOST_SCORED = 60_000;
const FEWEST_SCORED = 10_000;
/** Training rows whose answers say how far numbers spread. */
const SPREAD_ROWS = 500;

/** The few things about one row that are enough for its answer. */
export async function anchorOfRun(judged: JudgedRun, rows: { inputs: Table }, asked: PlainRecord, context: WorkContext): Promise<object> {
  const { scorer, run } = judged;
  const quiet = { ...context, onProgress: () => undefined };
  const score = (table: Table) => scoreInPieces(scorer, table, quiet);
  const row = rowAsked(judged, rows.inputs, asked);
  const affordable = Math.floor(STEPS / scorer.stepsPerRow);
  const held = rows.inputs.rows <= affordable ? rows.inputs : gather(rows.inputs, evenly(rows.inputs.rows, Math.max(1, affordable)));
  const same = await likeness(await score(row), async () => score(backgroundOf(judged, SPREAD_ROWS, 'explain/spread')));
  const found = await anchor({
    row,
    training: backgroundOf(judged, MOST_TRAINING, 'explain/local'),
    held,
    isSame: async (table) => same.isSame(await score(table)),
    target: TARGET,
    mostPieces: MOST_PIECES,
    budget: Math.max(FEWEST_SCORED, Math.min(MOST_SCORED, affordable)),
    rng: forkRng(run.seed, 'explain/anchor'),
    context
  });
  const { pieces, ...rest } = found;
  const conditions = pieces.map((piece) => sayPiece(piece, findColumn(row, piece.column)!));
  const told = { ...rest, conditions, answered: same.words, target: TARGET };
  return { rows: 1, features: pieces.map(({ column }) => column), ...told, sentence: sayAnchor(told) };
}

const evenly = (rows: number, most: number): Uint32Array => Uint32Array.from({ length: most }, (_, i) => Math.floor((i * rows) / most));

interface Likeness {
  /** As it stands behind "is": 'called “yes”', 'predicted 12 to 18'. */
  readonly words: string;
  readonly isSame: (scores: Scores) => Uint8Array;
}

/** Of classes the same one; of numbers one that is no farther off than half the width in which the middle half of training rows are answered. */
async function likeness(now: Scores, usual: () => Promise<Scores>): Promise<Likeness> {
  if (now.kind === 'classes') {
    const own = now.predicted[0]!;
    const isSame = (scores: Scores) => Uint8Array.from(scores.kind === 'classes' ? scores.predicted : [], (code) => Number(code === own));
    return { words: `called ${quoted(now.labels[own]!)}`, isSame };
  }
  const others = await usual();
  const answers = others.kind === 'numbers' ? others.values : new Float64Array(0);
  const half = (quantile(answers, 0.75) - quantile(answers, 0.25)) / 2;
  const own = now.values[0]!;
  return {
    words: `predicted ${brief(own - half)} to ${brief(own + half)}`,
    isSame: (scores) => Uint8Array.from(scores.kind === 'numbers' ? scores.values : [], (value) => Number(Math.abs(value - own) <= half))
  };
}
