import { rowsInvalid } from '../../core/errors/packaging.ts';
import { whyNotLikelier } from '../../core/cost-threshold.ts';
import { isMissing, textAt, type Column } from '../../core/table.ts';
import { decisionOf } from '../../predict/package-type.ts';
import type { PlainRow, RowRemark, RowsTable } from '../../predict/rows.ts';
import type { ScoredRow } from '../../predict/scored-row.ts';
import type { FoundDeployment, GatewayDeployment, GatewayDeps, LoggedPrediction, Prediction, ResolvedModel } from './deployment-type.ts';

/** Longest text of a logged value: a log is no store of documents. */
const MAX_LOGGED_TEXT = 500;

export interface AnsweredRows {
  readonly predictions: readonly Prediction[];
  /** Problems of the rows; when there are any, nothing was answered. */
  readonly problems: readonly RowRemark[];
}

/**
 * Answers rows as a deployment does, without HTTP: version chosen by the split, answers logged. `deployments.predict` of the scripting door and the
 * endpoint are both this.
 * @throws LatheError `rows-invalid` with `context.problems`
 */
export async function predictRows(deps: GatewayDeps, found: FoundDeployment, rows: readonly PlainRow[]): Promise<readonly Prediction[]> {
  const { predictions, problems } = await answerRows(deps, found, rows);
  if (problems.length > 0) throw rowsInvalid(problems);
  return predictions;
}

/** As `predictRows`, but problems of the rows are an answer. */
export async function answerRows(deps: GatewayDeps, found: FoundDeployment, rows: readonly PlainRow[]): Promise<AnsweredRows> {
  const { deployment } = found;
  const { split } = deployment;
  const usesSplit = split !== null && deps.rng() < split.share;
  const answering = usesSplit && split.mode !== 'shadow' ? split.model : deployment.model;
  const answered = score(deps, await found.resolve(answering), rows);
  if (answered.problems.length > 0) return { predictions: [], problems: answered.problems };
  const predictions = answered.scored.map((scored) => predictionOf(deps, scored, answered));
  await logAnswers(deps, deployment, answered, predictions);
  if (usesSplit && split.mode === 'shadow') await shadow(deps, deployment, () => found.resolve(split.model), rows);
  return { predictions, problems: [] };
}

interface Scored {
  readonly model: ResolvedModel;
  readonly read: RowsTable;
  readonly scored: readonly ScoredRow[];
  readonly problems: readonly RowRemark[];
  /** A row's share of the time the whole took. */
  readonly latencyMs: number;
}

function score(deps: GatewayDeps, model: ResolvedModel, rows: readonly PlainRow[]): Scored {
  const start = deps.clock();
  const known = model.asWritten(rows);
  const read = model.scorer.readRows(known.rows);
  const problems = [...known.problems, ...read.problems];
  const scored = problems.length > 0 ? [] : model.scorer.scoreRead(read);
  return { model, read, scored, problems, latencyMs: (deps.clock() - start) / Math.max(1, rows.length) };
}

function predictionOf(deps: GatewayDeps, { warnings, ...scored }: ScoredRow, { model, latencyMs }: Scored): Prediction {
  const why = whyNotLikelier(scored, decisionOf(model.scorer.pkg));
  const base = { id: deps.newId(), model: model.name, version: model.version, ...scored, latencyMs };
  return { ...base, ...(why === null ? {} : { why }), ...(warnings.length > 0 ? { warnings } : {}) };
}

/**
 * A shadow answers the same rows, is logged, and never returned. The caller has the answer already, so what goes wrong with the shadow is told to
 * whoever watches the deployment, not to the caller.
 */
async function shadow(deps: GatewayDeps, deployment: GatewayDeployment, resolve: () => Promise<ResolvedModel>, rows: readonly PlainRow[]) {
  try {
    const scored = score(deps, await resolve(), rows);
    if (scored.problems.length > 0) throw rowsInvalid(scored.problems);
    const predictions = scored.scored.map((row) => predictionOf(deps, row, scored));
    await logAnswers(deps, deployment, scored, predictions, true);
  } catch (error) {
    deps.shadowFailed(deployment.name, error);
  }
}

async function logAnswers(
  deps: GatewayDeps,
  { name, logShare }: GatewayDeployment,
  { read }: Scored,
  predictions: readonly Prediction[],
  isShadow = false
) {
  const at = deps.now();
  const logged: LoggedPrediction[] = [];
  predictions.forEach(({ id, model, version, prediction, probabilities, latencyMs }, i) => {
    if (logShare < 1 && deps.rng() >= logShare) return;
    const row = loggedRow(read, i);
    logged.push({
      id,
      deployment: name,
      at,
      model,
      version,
      shadow: isShadow,
      row,
      prediction,
      probabilities: probabilities ?? null,
      latencyMs,
      actual: null
    });
  });
  if (logged.length > 0) await deps.log(logged);
}

/** The row as the model read it, so that drift is measured on what was scored; texts are cut and images left out. */
const loggedRow = ({ table }: RowsTable, row: number): LoggedPrediction['row'] =>
  Object.fromEntries(table.columns.filter(({ kind }) => kind !== 'image').map((column) => [column.name, loggedValue(column, row)]));

function loggedValue(column: Column, row: number): string | number | null {
  if (isMissing(column, row)) return null;
  switch (column.kind) {
    case 'number':
    case 'time':
      return column.values[row]!;
    case 'category':
      return column.labels[column.codes[row]!]!;
    case 'text':
      return textAt(column, row)!.slice(0, MAX_LOGGED_TEXT);
    case 'image':
      return null;
  }
}
