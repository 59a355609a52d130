import { partOf } from '../../core/context.ts';
import { modelOfOtherTask, optionNotForTask, rowsTooMany } from '../../core/errors/tasks.ts';
import { unknownId } from '../../core/errors/anywhere.ts';
import { hashOf } from '../../core/hash.ts';
import { SYNTHETIC_ROWS } from '../../core/synthesis.ts';
import { taskFindingsKey, TASK_FINDINGS } from '../../core/task-findings.ts';
import type { TaskModelType } from '../../core/task-model.ts';
import type { Plain } from '../../core/plain.ts';
import { packageHash, readPlain } from '../../predict/package-file.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import { hashOfParts, storeParts } from '../experiment/row-sets.ts';
import { modelTypes } from '../model-types.ts';
import type { TrainingServices } from '../services.ts';
import { foretold } from '../training/forecast-cost.ts';
import { MemoryMeter } from '../training/memory-meter.ts';
import { blankRun, environmentOf, fixProblem, questionOf, requestOf } from '../training/run-record.ts';
import type { TrainContext, TrainJob } from '../training/run-request.ts';
import { settleRun, type BegunRun } from '../training/settle-run.ts';
import { taskWays } from './registry.ts';
import { encodeKept } from './run-package.ts';
import { loadStudy, type Study } from './study.ts';
import type { TaskAsk, TaskFit, TaskJudgement, TaskPlan, TaskWay } from './task-way.ts';

/** A run of a special task: the same record as any run, made and judged in the task's own way. */
export async function trainTask(job: TrainJob, services: TrainingServices, context: TrainContext): Promise<void> {
  const study = await loadStudy(services.storage, job.projectId);
  const way = taskWays.get(study.task);
  const model = modelOf(way, job);
  checkJob(way, model, job, study.table.rows);
  const ask: TaskAsk = { ...job, latheVersion: services.version };
  const plan = await way.plan(study, ask);
  const record = await beginRun(job, study, plan, model, services);
  await fitAndJudge({ record, parent: job.parent }, { study, plan, ask }, services, context);
}

/** Begins a run anew that was paused or interrupted, with its own data, question and steps. */
export async function resumeTask(
  run: RunRecord,
  parent: string | undefined,
  services: TrainingServices,
  context: TrainContext
): Promise<void> {
  const study = await loadStudy(services.storage, run.projectId, run);
  const ask: TaskAsk = { ...run, steps: run.recipe, latheVersion: services.version };
  const plan = await taskWays.get(study.task).plan(study, ask);
  await fitAndJudge({ record: run, parent, spentMs: run.fitMs }, { study, plan, ask }, services, context);
}

interface Planned {
  readonly study: Study;
  readonly plan: TaskPlan;
  readonly ask: TaskAsk;
}

async function fitAndJudge(begun: BegunRun, { study, plan, ask }: Planned, services: TrainingServices, context: TrainContext) {
  const way = taskWays.get(study.task);
  await settleRun(begun, services, async () => {
    const outside = { ...context, threads: services.threads ?? null };
    const memory = new MemoryMeter(study.table);
    const fit = await memory.during(() => way.fit(study, plan, ask, partOf(outside, 0, FITTED)));
    const judged = await way.judge(fit, study, plan, ask, partOf(outside, FITTED, 1));
    const kept = await keepFit(begun.record, fit, services);
    await keepFindings(begun.record, judged, services);
    return { ...kept, peakBytes: memory.peakBytes, ...resultOf(study, plan, fit, judged) };
  });
}

/** How far along the bar the fit ends: judging draws rows anew, many times. */
const FITTED = 0.4;

/** @throws LatheError `model-of-other-task` or `unknown-id` */
function modelOf(way: TaskWay, { model: id }: TrainJob): TaskModelType {
  const model = way.models.find((known) => known.id === id);
  if (model) return model;
  const other = taskWays.all.flatMap(({ models }) => models).find((known) => known.id === id);
  const learner = modelTypes.find(id);
  if (other) throw modelOfOtherTask(other.label, other.task, way.id);
  if (learner) throw modelOfOtherTask(learner.label, learner.tasks.join(' and '), way.id);
  throw unknownId('model', id, way.models.map((known) => known.id)); // prettier-ignore
}

/** @throws LatheError `option-not-for-task` or `task-rows-too-many` */
function checkJob(way: TaskWay, model: TaskModelType, job: TrainJob, rows: number): void {
  if (job.cv && !way.takesFolds) throw optionNotForTask('cross-validation (cv)', way.id);
  if (job.calibrate !== 'none') throw optionNotForTask('calibration (calibrate)', way.id);
  if (job.limits) throw optionNotForTask('knowing its limits (limits)', way.id);
  if (job.randomLabels) throw optionNotForTask('random labels', way.id);
  if (model.mostRows !== undefined && rows > model.mostRows) throw rowsTooMany(model.label, rows, model.mostRows);
}

async function beginRun(
  job: TrainJob,
  { project, problem, dataset }: Study,
  plan: TaskPlan,
  model: TaskModelType,
  services: TrainingServices
): Promise<RunRecord> {
  const at = services.now();
  const planned = { ...job, shape: plan.shape, task: problem.task, split: plan.split };
  const record: RunRecord = {
    ...blankRun,
    ...requestOf(job),
    datasetId: dataset.id,
    datasetHash: dataset.hash,
    splitHash: await hashOfParts(plan.parts),
    question: questionOf(problem),
    split: plan.split,
    parts: await storeParts(services.storage, plan.parts),
    label: model.label,
    environment: environmentOf(services),
    shape: plan.shape,
    recipe: plan.steps,
    recipeHash: await hashOf(plan.steps as never),
    startedAt: at,
    ...(await foretold(services.storage, planned))
  };
  await services.storage.runs.put(record);
  if (project.problemFixedAt === null) await fixProblem(job.projectId, at, services);
  return record;
}

/** Success is said only after what was kept was read back from storage. */
async function keepFit(run: RunRecord, { kept }: TaskFit, { storage }: TrainingServices) {
  const bytes = encodeKept(kept, { id: run.model, label: run.label, params: run.params });
  const hash = await packageHash(bytes);
  await storage.packages.put(run.projectId, hash, bytes);
  readPlain(await storage.packages.get(hash));
  return { modelHash: hash, sizeBytes: bytes.length, ...('pkg' in kept ? {} : { isFindingsOnly: true as const }) };
}

async function keepFindings(run: RunRecord, { findings }: TaskJudgement, { storage, now }: TrainingServices): Promise<void> {
  const value = findings as unknown as Plain;
  await storage.results.put({ key: taskFindingsKey(run.id), projectId: run.projectId, kind: TASK_FINDINGS, value, createdAt: now() });
}

const resultOf = (study: Study, plan: TaskPlan, fit: TaskFit, judged: TaskJudgement) => ({
  backend: 'cpu',
  metrics: judged.metrics,
  folds: judged.folds ?? null,
  curve: fit.curve ?? [],
  notes: [
    ...(study.dataset.synthetic ? [SYNTHETIC_ROWS] : []),
    ...[...plan.notes, ...fit.notes, ...judged.notes].map(({ message }) => message)
  ]
});
