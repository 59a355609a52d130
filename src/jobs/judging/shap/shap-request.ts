import { classNotLearned } from '../../../core/errors/judging.ts';
import { rowsInvalid } from '../../../core/errors/packaging.ts';
import { paramOutOfRange } from '../../../core/errors/anywhere.ts';
import type { WorkContext } from '../../../core/context.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import { forkRng, shuffled } from '../../../core/rng.ts';
import { gather, type RowSet, type Table } from '../../../core/table.ts';
import type { PlainRow } from '../../../predict/rows.ts';
import { stepsToExplain } from '../../../stages/explain/shap/explain-rows.ts';
import type { ShapRequest } from '../../../stages/explain/shap/shap-type.ts';
import { takeRows } from '../../experiment/labelled-rows.ts';
import { scoreInPieces } from '../../scoring/score-in-pieces.ts';
import type { JudgedRun } from '../load-judged.ts';

/** Training rows that stand in for what is not known, and those whose way through trees is counted. */
const BACKGROUND = 100;
const MOST_COVERS = 20_000;
/** Rows explained: as many as some ten seconds allow, but enough to tell of all. */
const STEPS = 1e10;
const FEWEST = 20;
const MOST = 500;
/** Scorings are dearer: each background row is asked about every coalition. */
const BACKGROUND_FROM_OUTSIDE = 50;

/** What is explained, and which rows of the dataset it is: none of rows that were given. */
export interface ShapTask {
  readonly request: ShapRequest;
  readonly at: RowSet | null;
  /** As many other training rows, to see how much hangs on which ones were drawn; null where there are no others. */
  readonly otherBackground: Table | null;
}

/**
 * @param rows held-out rows, original columns, and their places in the dataset
 * @throws LatheError `class-not-learned`, `rows-invalid`, `param-out-of-range`
 */
export function shapTask(judged: JudgedRun, rows: { inputs: Table; at: RowSet }, asked: PlainRecord, context: WorkContext): ShapTask {
  const method = String(asked['method']);
  const code = codeOf(judged, asked['of']);
  const base = {
    pkg: judged.scorer.pkg,
    code,
    predict: predictor(judged, code, context),
    rng: forkRng(judged.run.seed, 'explain/shap'),
    context
  };
  const whole: ShapRequest = { ...base, table: rows.inputs, background: backgroundOf(judged, BACKGROUND) };
  const steps = stepsToExplain(method, whole, judged.scorer.stepsPerRow);
  const fromOutside = steps >= 2 * BACKGROUND * judged.scorer.stepsPerRow;
  const request = fromOutside ? { ...whole, background: backgroundOf(judged, BACKGROUND_FROM_OUTSIDE) } : whole;
  const given = asked['given'] as readonly PlainRow[] | undefined;
  const { rows: wide } = request.background;
  const otherBackground = judged.parts.train.length < 2 * wide ? null : backgroundOf(judged, wide, 'explain/other background');
  if (given) return { request: { ...request, table: readGiven(judged, given) }, at: null, otherBackground };
  const each = fromOutside ? (steps * BACKGROUND_FROM_OUTSIDE) / BACKGROUND : steps;
  const places = placesOf(asked['rows'] as readonly number[] | undefined, rows.at.length, Math.floor(STEPS / each));
  return {
    request: { ...request, table: gather(rows.inputs, places) },
    at: Uint32Array.from(places, (place) => rows.at[place]!),
    otherBackground
  };
}

/** The class that was asked about, else the positive one, else the last: of a number none. */
export function codeOf({ scorer, positive }: JudgedRun, of: unknown): number | null {
  const { labels } = scorer.pkg.target;
  if (!labels) return null;
  if (of === undefined || of === null) return positive ?? labels.length - 1;
  const code = labels.indexOf(String(of));
  if (code < 0) throw classNotLearned(String(of), labels);
  return code;
}

/** The final answer of the whole model, a number a row: the probability of the class, or the number. */
export function predictor({ scorer }: JudgedRun, code: number | null, context: WorkContext): ShapRequest['predict'] {
  const quiet = { ...context, onProgress: () => undefined };
  return async (table) => {
    const scores = await scoreInPieces(scorer, table, quiet);
    if (scores.kind === 'numbers') return scores.values;
    const { probabilities, labels } = scores;
    return Float64Array.from({ length: table.rows }, (_, row) => probabilities[row * labels.length + code!]!);
  };
}

const drawn = ({ run, parts }: JudgedRun, most: number, purpose: string): RowSet =>
  parts.train.length <= most ? parts.train : shuffled(parts.train, forkRng(run.seed, purpose)).slice(0, most).sort();

/** Training rows, drawn by the seed of the run and what they are for. */
export const backgroundOf = (judged: JudgedRun, rows: number, purpose = 'explain/background'): Table =>
  takeRows(judged.rows, drawn(judged, rows, purpose)).inputs;

/** Training rows whose way through the trees is counted. */
export const coversOf = (judged: JudgedRun): Table => takeRows(judged.rows, drawn(judged, MOST_COVERS, 'explain/covers')).inputs;

/** Rows of one's own. @throws LatheError `rows-invalid` */
export function readGiven({ scorer }: JudgedRun, given: readonly PlainRow[]): Table {
  const { table, problems } = scorer.readRows(given);
  if (problems.length > 0) throw rowsInvalid(problems);
  return table;
}

/** Evenly over the rows, where not all can be. */
function placesOf(wanted: readonly number[] | undefined, rows: number, affordable: number): readonly number[] {
  const stray = wanted?.find((place) => place >= rows);
  if (stray !== undefined) throw paramOutOfRange('explain', 'rows', `places from 0 to ${rows - 1} of the rows judged`, stray);
  if (wanted) return wanted;
  const count = Math.min(rows, Math.max(FEWEST, Math.min(MOST, affordable)));
  return Array.from({ length: count }, (_, i) => Math.floor((i * rows) / count));
}
