import type { WorkContext } from '../../core/context.ts';
import { partEmpty } from '../../core/errors.ts';
import { hashOf } from '../../core/hash.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Plain, PlainRecord } from '../../core/plain.ts';
import type { RowSet } from '../../core/table.ts';
import { judge } from '../../stages/evaluate/judge.ts';
import { learningSummary } from '../../stages/evaluate/curves/learning-summary.ts';
import { metrics } from '../../stages/evaluate/registry.ts';
import { weakSlices } from '../../stages/evaluate/slices.ts';
import { sayMetric, saySlice } from '../../stages/evaluate/words.ts';
import type { LabelledRows } from '../experiment/labelled-rows.ts';
import type { JobServices } from '../services.ts';
import { readOutOfFold } from '../training/out-of-fold.ts';
import { businessValue } from './business-value.ts';
import { coverageOf } from './coverage.ts';
import { evidenceOf } from './evidence.ts';
import { examplesOf } from './examples.ts';
import { keptOfRun } from './kept-of-run.ts';
import { loadJudged, scorePart, type JudgedRun } from './load-judged.ts';

export interface EvaluateJob {
  readonly runId: string;
  readonly on: 'validation' | 'test';
}

/** What is judged: the rows themselves, where they can be shown, and what the part is called. */
interface Judged {
  readonly outcome: Outcome;
  readonly rows: LabelledRows | null;
  /** Rows of the dataset, beside the outcome. */
  readonly at: RowSet | null;
  readonly on: string;
}

/**
 * Judges a run on a part it was not fitted on. Opening the test part is a recorded act: it is counted before anything is shown.
 * @throws LatheError `part-empty` when the part has no rows, `run-not-done`
 */
export async function evaluateRun(job: EvaluateJob, services: JobServices, context: WorkContext): Promise<PlainRecord> {
  const judged = await loadJudged(services, job.runId);
  if (job.on === 'test') await openSeal(judged, services);
  const part = await partOfJob(job, judged, services);
  const report = await keptOfRun(services, judged.run, 'report', await aboutOf(judged, part), () => makeReport(judged, part, context));
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

async function partOfJob({ on }: EvaluateJob, judged: JudgedRun, { storage }: JobServices): Promise<Judged> {
  if (judged.parts[on].length > 0) return { ...scorePart(judged, on), at: judged.parts[on], on };
  const outcome = on === 'validation' ? await readOutOfFold(storage, judged.run.id) : undefined;
  if (!outcome) throw partEmpty(on);
  return { outcome, rows: null, at: null, on: 'cross-validation' };
}

/** What a report depends on beside the run: how success is judged today, and the part, last. */
async function aboutOf({ experiment }: JudgedRun, { on }: Judged): Promise<string> {
  const { metric, bar = null, costs = null } = experiment.problem;
  return `${(await hashOf({ metric, bar, costs })).slice(0, 12)}:${on}`;
}

async function makeReport(
  { run, experiment, scorer }: JudgedRun,
  { outcome, rows, at, on }: Judged,
  context: WorkContext
): Promise<PlainRecord> {
  const { problem, task } = experiment;
  const scores = await judge(outcome, { seed: run.seed, context });
  const main = metrics.find(problem.metric);
  const score = scores[problem.metric];
  const search = rows && weakSlices(outcome, rows.inputs);
  const report = {
    runId: run.id,
    on,
    metrics: scores,
    main:
      main && score ? { metric: main.id, label: main.label, sentence: sayMetric(main, score), chance: chanceOf(outcome, main.id) } : null,
    bar: problem.bar === undefined || !main || !score ? null : barOf(problem.bar, score, main.higherIsBetter),
    slices: (search?.slices ?? []).map((slice) => ({ ...slice, sentence: saySlice(slice, task) })),
    slicesTried: search?.tried ?? 0,
    learning: learningSummary(run.curve),
    value: await businessValue(outcome, problem.costs, run.seed, context),
    randomLabels: run.randomLabels,
    examples: at && examplesOf(outcome, at),
    // The width was set on the validation rows: only rows it has not seen can tell whether it holds.
    coverage: on === 'test' ? coverageOf(outcome, scorer.pkg.uncertainty) : null,
    ...evidenceOf(outcome)
  };
  return report as unknown as PlainRecord;
}

const chanceOf = (outcome: Outcome, id: string): number => {
  const metric = metrics.get(id);
  if (metric.from === 'numbers') return outcome.kind === 'numbers' ? metric.chance(outcome) : NaN;
  return outcome.kind === 'classes' ? metric.chance(outcome) : NaN;
};

/** Met only when the whole interval is on the right side of the bar. */
function barOf(
  bar: number,
  { value, low, high }: { value: number; low: number; high: number },
  higherIsBetter: boolean
): Record<string, Plain> {
  const isSurely = higherIsBetter ? low >= bar : high <= bar;
  const isReached = higherIsBetter ? value >= bar : value <= bar;
  return { bar, verdict: isSurely ? 'met' : isReached ? 'reached, not surely' : 'not met' };
}
