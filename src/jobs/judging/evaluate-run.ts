import { barOf, judgeBar } from '../../core/bar.ts';
import type { WorkContext } from '../../core/context.ts';
import { partEmpty } from '../../core/errors/splitting.ts';
import { hashOf } from '../../core/hash.ts';
import type { Metric, Outcome } from '../../core/outcome.ts';
import type { PlainRecord } from '../../core/plain.ts';
import type { RowSet, Table } from '../../core/table.ts';
import { judge } from '../../stages/evaluate/judge.ts';
import { learningSummary } from '../../stages/evaluate/curves/learning-summary.ts';
import { metrics } from '../../stages/evaluate/registry.ts';
import { weakSlices } from '../../stages/evaluate/slices.ts';
import { sayMetric, saySlice } from '../../stages/evaluate/words.ts';
import type { LabelledRows } from '../experiment/labelled-rows.ts';
import type { JobServices } from '../services.ts';
import { decisionOf } from '../../predict/package-type.ts';
import { judgeBarAgain } from '../releasing/judge-bar-again.ts';
import { evaluateForecasts } from '../tasks/forecasting/evaluate-forecasts.ts';
import { evaluateLists } from '../tasks/recommendation/evaluate-lists.ts';
import { readOutOfFold } from '../training/out-of-fold.ts';
import { businessValue } from './business-value.ts';
import { chanceOf } from './chance-of.ts';
import { coverageOf } from './coverage.ts';
import { evidenceOf } from './evidence.ts';
import { examplesOf } from './examples.ts';
import { limitsOfPart } from './limits-of-part.ts';
import { leftOutOfFolds } from './held-out.ts';
import { keptOfRun } from './kept-of-run.ts';
import { loadJudged, scorePart, type JudgedRun } from './load-judged.ts';

export interface EvaluateJob {
  readonly runId: string;
  readonly on: 'validation' | 'test';
}

/** What is judged, and what the part is called. */
interface Judged {
  readonly outcome: Outcome;
  /** Rows the package itself was asked about; null where the folds' models were. */
  readonly rows: LabelledRows | null;
  /** Their columns, where it is known which rows they are. */
  readonly inputs: Table | null;
  /** Rows of the dataset, beside the outcome. */
  readonly at: RowSet | null;
  readonly on: string;
}

/**
 * Judges a run on a part it was not fitted on. Opening the test part is a recorded act: it is counted before anything is shown.
 * @throws LatheError `part-empty` when the part has no rows, `run-not-done`
 */
export async function evaluateRun(job: EvaluateJob, services: JobServices, context: WorkContext): Promise<PlainRecord> {
  const { question } = await services.storage.runs.get(job.runId);
  if (question.task === 'recommendation') return evaluateLists(job, services, context);
  if (question.task === 'forecasting') return evaluateForecasts(job, services, context);
  const judged = await loadJudged(services, job.runId);
  if (job.on === 'test') await openSeal(judged, services);
  const part = await partOfJob(job, judged, services, context);
  const report = await keptOfRun(services, judged.run, 'report', await aboutOf(judged, part), () => makeReport(judged, part, context));
  if (job.on === 'test') await judgeBarAgain(judged, services);
  const { split } = await services.storage.projects.get(judged.run.projectId);
  return { ...report, testOpenings: split?.testOpenings.length ?? 0 };
}

async function openSeal({ run, parts }: JudgedRun, { storage, now }: JobServices): Promise<void> {
  if (parts.test.length === 0) throw partEmpty('test');
  const at = now();
  await storage.projects.update(run.projectId, (project) =>
    project.split
      ? { ...project, split: { ...project.split, testOpenings: [...project.split.testOpenings, { at, runId: run.id }] } }
      : project
  );
  await storage.audit.append(run.projectId, at, 'test-opened', `for ${run.label}, package ${run.modelHash.slice(0, 12)}`);
}

async function partOfJob({ on }: EvaluateJob, judged: JudgedRun, services: JobServices, context: WorkContext): Promise<Judged> {
  if (judged.parts[on].length > 0) {
    const { outcome, rows } = await scorePart(judged, on, context);
    return { outcome, rows, inputs: rows.inputs, at: judged.parts[on], on };
  }
  if (on === 'test') throw partEmpty(on);
  const left = await leftOutOfFolds(judged, services);
  const outcome = left?.outcome ?? (await readOutOfFold(services.storage, judged.run.id))?.outcome;
  if (!outcome) throw partEmpty(on);
  return { outcome, rows: null, inputs: left && left.inputs, at: left && left.at, on: 'cross-validation' };
}

/** Moves on when a report says something new, so that an earlier one is made again. */
const REPORT_FORM = 10;

/** What a report depends on beside the run: how success is judged today, and the part, last. */
async function aboutOf({ experiment }: JudgedRun, { on }: Judged): Promise<string> {
  const { metric, costs = null, sensitive = [] } = experiment.problem;
  const bar = barOf(experiment.project) as PlainRecord | null;
  return `${(await hashOf({ form: REPORT_FORM, metric, bar, costs, sensitive: [...sensitive] })).slice(0, 12)}:${on}`;
}

async function makeReport(
  { run, experiment, scorer }: JudgedRun,
  { outcome, rows, inputs, at, on }: Judged,
  context: WorkContext
): Promise<PlainRecord> {
  const { problem, task } = experiment;
  // Without a validation part the scores over folds are the scores: the rows of all folds pooled would give another truth of the same part.
  const scores: Readonly<Record<string, Metric>> =
    on === 'cross-validation' ? (run.metrics['cv'] ?? {}) : await judge(outcome, { seed: run.seed, context });
  const main = metrics.find(problem.metric);
  const score = scores[problem.metric];
  const bar = barOf(experiment.project);
  // Of answers that are good for an order only no row is missed by anything.
  const isOrder = outcome.kind === 'numbers' && outcome.orders !== undefined;
  const search = inputs && !isOrder ? weakSlices(outcome, inputs) : null;
  const report = {
    runId: run.id,
    on,
    metrics: scores,
    main:
      main && score ? { metric: main.id, label: main.label, sentence: sayMetric(main, score), chance: chanceOf(outcome, main.id) } : null,
    bar: bar && main && score ? { bar: bar.value, isPrior: bar.isPrior, verdict: judgeBar(bar, score, main.higherIsBetter) } : null,
    slices: (search?.slices ?? []).map((slice) => ({ ...slice, sentence: saySlice(slice, task) })),
    slicesTried: search?.tried ?? 0,
    slicesCombined: search?.combined ?? 0,
    slicesEveryPair: search?.everyPair ?? false,
    learning: learningSummary(run.curve),
    value: await businessValue(outcome, problem.costs, run.seed, context),
    randomLabels: run.randomLabels,
    examples: at && examplesOf(outcome, at),
    coverage: coverageOf(outcome, scorer.pkg, on),
    limits: await limitsOfPart(outcome, { scorer, experiment }, rows && at && { inputs: rows.inputs, at }, context),
    decision: decisionOf(scorer.pkg),
    ...evidenceOf(outcome)
  };
  return report as unknown as PlainRecord;
}
