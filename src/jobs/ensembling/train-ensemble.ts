import { partOf, type SeededContext, type WorkContext } from '../../core/context.ts';
import { ensembleUnfit } from '../../core/errors/training.ts';
import { hashOf } from '../../core/hash.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { forkRng } from '../../core/rng.ts';
import { SYNTHETIC_ROWS } from '../../core/synthesis.ts';
import { brief, inSentence, listed } from '../../core/words.ts';
import { encodePackage, packageHash } from '../../predict/package-file.ts';
import type { ModelPackage } from '../../predict/package-type.ts';
import { FEWEST_RESIDUALS } from '../../stages/evaluate/conformal.ts';
import { blend } from '../../stages/ensemble/blend.ts';
import type { Mix, MixTask } from '../../stages/ensemble/combine.ts';
import { ensembleType } from '../../stages/ensemble/ensemble-type.ts';
import { stack } from '../../stages/ensemble/stack.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import { takeRows } from '../experiment/labelled-rows.ts';
import { letGoOf, loadExperiment, type Experiment } from '../experiment/load-experiment.ts';
import type { TrainingServices } from '../services.ts';
import { readSplit, type CurrentSplit } from '../splitting/current-split.ts';
import { beginRun } from '../training/begin-run.ts';
import { scoreFolds } from '../training/fold-scores.ts';
import { foldsWithinTraining } from '../training/folds-within-training.ts';
import { intervalOfFit } from '../training/interval-of-fit.ts';
import { judgeValidation, keepPackage } from '../training/keep-package.ts';
import { keepOutOfFold } from '../training/out-of-fold.ts';
import { packRun } from '../training/pack-run.ts';
import { planRun, type RunPlan } from '../training/plan-run.ts';
import type { TrainContext, TrainJob } from '../training/run-request.ts';
import { settleRun } from '../training/settle-run.ts';
import { crossWeights } from './cross-weights.ts';
import { mixTaskOf, openMembers, readMembers, type Members } from './members.ts';

const METHODS = { blend: 'Blend', stack: 'Stack' } as const;
type Method = keyof typeof METHODS;

/**
 * An ensemble of finished runs as a run of its own: nothing is trained anew. Weights are learned from what the members' folds said of rows they had not seen. The score
 * over folds is of weights that were learned without the fold; members learned from it, so that a little of its answers may be in the weights.
 * @throws LatheError `ensemble-unfit`
 */
export async function trainEnsemble(job: TrainJob, services: TrainingServices, context: TrainContext): Promise<void> {
  const members = await readMembers(services.storage, idsOf(job.params));
  const { randomLabels } = members.runs[0]!;
  if (job.randomLabels && !randomLabels) throw ensembleUnfit('shuffled answers need members that were trained on them');
  const made = await prepare(members, job, services);
  try {
    const record = await beginRun({ ...job, randomLabels, cv: members.cv }, services, made.experiment, made.split, made.plan);
    await settleRun({ record, parent: job.parent }, services, () => execute(members, made, job, services, context));
  } finally {
    letGoOf(made.experiment);
  }
}

/** One that was paused or interrupted begins anew: nothing in it takes long. */
export async function resumeEnsemble(
  run: RunRecord,
  parent: string | undefined,
  services: TrainingServices,
  context: TrainContext
): Promise<void> {
  const members = await readMembers(services.storage, idsOf(run.params));
  const made = await prepare(members, run, services);
  const job: TrainJob = { ...run, runId: run.id, backend: run.requestedBackend };
  try {
    await settleRun({ record: run, parent }, services, () => execute(members, made, job, services, context));
  } finally {
    letGoOf(made.experiment);
  }
}

/** The same package from the runs it was made of. @returns the hashes that come out this time */
export async function ensembleAgain(run: RunRecord, services: TrainingServices, context: WorkContext) {
  const members = await readMembers(services.storage, idsOf(run.params));
  const made = await prepare(members, run, services);
  const { pkg } = await makeEnsemble(members, made, run, services, context);
  return { dataset: made.experiment.dataset.hash, recipe: await hashOf([]), model: await packageHash(encodePackage(pkg)) };
}

const idsOf = ({ members }: PlainRecord): readonly string[] => (Array.isArray(members) ? members.map(String) : []);

function methodOf({ method }: PlainRecord): Method {
  if (method !== 'blend' && method !== 'stack') throw ensembleUnfit(`${String(method)} is neither blend nor stack`);
  return method;
}

interface Prepared {
  readonly experiment: Experiment;
  readonly split: CurrentSplit;
  readonly plan: RunPlan;
}

type Asked = Pick<TrainJob, 'params' | 'seed'> & Pick<RunRecord, 'thresholds'>;

async function prepare({ runs }: Members, { params, seed, thresholds }: Asked, services: TrainingServices): Promise<Prepared> {
  const [first] = runs as readonly [RunRecord];
  const experiment = await loadExperiment(services.storage, first.projectId, first);
  const split = await readSplit(services, { parts: first.parts, hash: first.splitHash, spec: first.split });
  const model = { ...ensembleType, label: `${METHODS[methodOf(params)]} of ${runs.length} runs` };
  const plan = planRun(experiment, split.parts, {
    model,
    params,
    seed: first.randomLabels ? first.seed : seed,
    randomLabels: first.randomLabels,
    split: split.spec,
    ...(thresholds ? { thresholds } : {}),
    steps: []
  });
  return { experiment, split, plan };
}

async function execute(members: Members, made: Prepared, job: TrainJob, services: TrainingServices, context: TrainContext) {
  const { plan, split, experiment } = made;
  const { pkg, judged, notes } = await makeEnsemble(members, made, job, services, partOf(context, 0, 0.7));
  const request = { ...job, cv: members.cv, experiment, split };
  await keepOutOfFold(request, judged, services);
  const { cv, folds } = await scoreFolds(judged, job.seed, partOf(context, 0.7, 0.8));
  const { hash, sizeBytes, readBack, msPerRow } = await keepPackage(experiment.project.id, pkg, services);
  const validation = await judgeValidation(plan, request, readBack, partOf(context, 0.8, 1));
  return {
    ...{ backend: 'cpu', modelHash: hash, sizeBytes, msPerRow, folds, curve: [] },
    metrics: { ...(validation ? { validation } : {}), cv },
    notes: [...(experiment.dataset.synthetic ? [SYNTHETIC_ROWS] : []), ...split.notes, ...notes]
  };
}

async function makeEnsemble(
  members: Members,
  { plan, experiment, split }: Prepared,
  asked: Asked,
  services: TrainingServices,
  context: WorkContext
) {
  const { folds } = foldsWithinTraining(plan, experiment, members.cv);
  const seeded: SeededContext = { ...context, rng: forkRng(asked.seed, 'ensemble') };
  const learn = (task: MixTask) => (methodOf(asked.params) === 'blend' ? blend(task, seeded) : stack(task, seeded));
  const task = mixTaskOf(members);
  const judged = await crossWeights(task, members.outcomes[0]!, folds, plan.scoring, learn);
  const mix = await learn(task);
  const opened = await openMembers(services.storage, members.runs);
  const kept = [...mix.weights.keys()].filter((m) => mix.weights[m]! > 0);
  const state = { ...mix, weights: Float64Array.from(kept, (m) => mix.weights[m]!), members: kept.map((m) => opened[m]!) };
  const uncertainty: ModelPackage['uncertainty'] =
    task.isClasses || task.actual.length < FEWEST_RESIDUALS ? null : intervalOfFit({ judged, folds: judged.length });
  const training = takeRows(plan.rows, plan.parts.train);
  const fit = { recipe: [], state, curve: [], notes: [], backend: 'cpu' as const };
  const request = { runId: '', cv: members.cv, backend: 'cpu', calibrate: 'none' as const, experiment, split };
  const pkg = await packRun(plan, { fit, calibration: null, uncertainty, training, request, services }, context);
  return { pkg, judged, notes: notesOf(members, mix) };
}

function notesOf({ runs }: Members, { weights }: Mix): string[] {
  const told = [...weights.keys()]
    .filter((m) => weights[m]! > 0)
    .sort((a, b) => weights[b]! - weights[a]!)
    .map((m) => `${inSentence(runs[m]!.label)} ${brief(weights[m]!)}`);
  return [
    `Weights: ${listed(told, 20)}.`,
    'Its weights were learned from rows left out of folds; the score of each fold is of weights that were learned from the other folds.'
  ];
}
