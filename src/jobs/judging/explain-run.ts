import type { WorkContext } from '../../core/context.ts';
import { paramOutOfRange } from '../../core/errors/anywhere.ts';
import { explanationUnknown } from '../../core/errors/judging.ts';
import { partEmpty } from '../../core/errors/splitting.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import { sayOrderAnswer } from '../../core/outcome.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { forkRng } from '../../core/rng.ts';
import { gather, type RowSet, type Table } from '../../core/table.ts';
import { accumulatedEffects } from '../../stages/explain/accumulated-effects.ts';
import { partialDependence } from '../../stages/explain/partial-dependence.ts';
import { secondOrderEffects } from '../../stages/explain/second-order-effects.ts';
import { takeRows, type LabelledRows } from '../experiment/labelled-rows.ts';
import { scoreInPieces } from '../scoring/score-in-pieces.ts';
import type { JobServices } from '../services.ts';
import { counterfactualsOfRun } from './counterfactual/counterfactuals-of-run.ts';
import { fieldOfRun } from './field-of-run.ts';
import { gradientsOfRun } from './gradients-of-run.ts';
import { importanceOfRun } from './importance-of-run.ts';
import { aboutExplanation } from './about-run.ts';
import { keptOfRun } from './kept-of-run.ts';
import { anchorOfRun } from './local/anchor-of-run.ts';
import { limeOfRun } from './local/lime-of-run.ts';
import { loadJudged, type JudgedRun } from './load-judged.ts';
import { picturesOfRun } from './pictures-of-run.ts';
import { rowByRow } from './row-by-row.ts';
import { shapMethods } from '../../stages/explain/shap/explain-rows.ts';
import { interactionsOfRun, shapOfRun } from './shap/shap-of-run.ts';

interface ExplainJob {
  readonly runId: string;
  readonly request: PlainRecord;
}

/** Shuffling more rows than these changes the third digit at most. */
const MOST_ROWS = 5_000;

/** Rows to explain, and where they stand in the dataset. */
type ExplainedRows = LabelledRows & { readonly at: RowSet };

type Method = (judged: JudgedRun, rows: ExplainedRows, request: PlainRecord, context: WorkContext) => Promise<object>;

const methods: Readonly<Record<string, Method>> = {
  permutation: importanceOfRun,
  pdp: dependence,
  ice: dependence,
  ale: effects,
  'ale-pair': pairEffects,
  ...Object.fromEntries(shapMethods.map((id) => [id, shapOfRun])),
  'shap-interactions': interactionsOfRun,
  counterfactual: counterfactualsOfRun,
  lime: rowByRow(limeOfRun),
  anchor: rowByRow(anchorOfRun),
  'decision-field': fieldOfRun,
  'integrated-gradients': rowByRow(gradientsOfRun),
  occlusion: rowByRow(picturesOfRun),
  'grad-cam': rowByRow(picturesOfRun)
};

/** Explains a run on rows it has not learned from: the validation part, or the training part when there is no other. Never the test part. */
export async function explainRun(job: ExplainJob, services: JobServices, context: WorkContext): Promise<PlainRecord> {
  const method = methods[String(job.request['method'])];
  if (!method) throw explanationUnknown(String(job.request['method']), Object.keys(methods));
  const judged = await loadJudged(services, job.runId);
  const part = judged.parts.validation.length > 0 ? judged.parts.validation : judged.parts.train;
  if (part.length === 0) throw partEmpty('validation');
  const at = thinned(part, judged.run.seed);
  const rows = { ...takeRows(judged.rows, at), at };
  const explain = async () => {
    const found = await method(judged, rows, job.request, context);
    return { method: String(job.request['method']), rows: rows.inputs.rows, ...found } as unknown as PlainRecord;
  };
  // a row that was typed in is asked about once and never again
  if (job.request['given']) return explain();
  const about = await aboutExplanation(judged.experiment.problem.metric, job.request);
  return keptOfRun(services, judged.run, 'explanation', about, explain);
}

function thinned(part: Uint32Array, seed: number): Uint32Array {
  if (part.length <= MOST_ROWS) return part;
  const rng = forkRng(seed, 'explain/rows');
  const keep = MOST_ROWS / part.length;
  return part.filter(() => rng() < keep);
}

async function dependence(judged: JudgedRun, rows: ExplainedRows, request: PlainRecord, context: WorkContext): Promise<object> {
  const column = columnAsked(judged, request);
  const wanted = request['rows'] as readonly number[] | undefined;
  const stray = wanted?.find((row) => row >= rows.inputs.rows);
  if (stray !== undefined) throw paramOutOfRange('explain', 'rows', `places from 0 to ${rows.inputs.rows - 1} of the rows judged`, stray);
  const table = wanted ? gather(rows.inputs, wanted) : rows.inputs;
  const curve = await partialDependence({
    predict: (some) => answers(judged.scorer, judged.positive, some, context),
    table,
    column,
    rng: forkRng(judged.run.seed, 'explain/pdp'),
    context
  });
  return { features: [column], of: answerName(judged), values: curve.curves, outputs: curve.average, ...curve };
}

async function effects(judged: JudgedRun, rows: ExplainedRows, request: PlainRecord, context: WorkContext): Promise<object> {
  const column = columnAsked(judged, request);
  const predict = (some: Table) => answers(judged.scorer, judged.positive, some, context);
  const found = await accumulatedEffects({ predict, table: rows.inputs, column, context });
  return { features: [column], of: answerName(judged), outputs: found.average, ...found };
}

/** What two columns add together beyond what either adds alone. */
async function pairEffects(judged: JudgedRun, rows: ExplainedRows, request: PlainRecord, context: WorkContext): Promise<object> {
  const columns = [columnAsked(judged, request), columnAsked(judged, { feature: request['with'] ?? null })] as const;
  const predict = (some: Table) => answers(judged.scorer, judged.positive, some, { ...context, onProgress: () => undefined });
  const found = await secondOrderEffects({ predict, table: rows.inputs, columns, context });
  return { features: columns, of: answerName(judged), ...found };
}

/** The column that was asked about, or the first. @throws LatheError `column-not-found` */
function columnAsked({ scorer }: JudgedRun, request: PlainRecord): string {
  const known = scorer.pkg.inputs.map((input) => input.name);
  const column = String(request['feature'] ?? known[0]);
  if (!known.includes(column)) throw columnNotFound(column, known);
  return column;
}

/** The class whose probability `answers` gives, or the name of the number; answers that are good for an order only are not in the unit of the target. */
function answerName({ scorer, positive }: JudgedRun): string {
  const { labels, name, orders } = scorer.pkg.target;
  if (orders) return sayOrderAnswer(orders);
  return labels ? (labels[positive ?? labels.length - 1] ?? '') : name;
}

/** The probability of the positive class (of the last one with more than two), or the predicted number. */
async function answers(scorer: JudgedRun['scorer'], positive: number | null, table: Table, context: WorkContext): Promise<Float64Array> {
  const scores = await scoreInPieces(scorer, table, context);
  if (scores.kind === 'numbers') return scores.values;
  const k = scores.labels.length;
  const code = positive ?? k - 1;
  return Float64Array.from({ length: table.rows }, (_, row) => scores.probabilities[row * k + code]!);
}
