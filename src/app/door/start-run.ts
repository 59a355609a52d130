import type { ModelType } from '../../core/model.ts';
import { resolveParams } from '../../core/params.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { ENSEMBLE } from '../../stages/ensemble/ensemble-type.ts';
import type { TrainJob, TrainingApi } from '../../wire/contracts.ts';
import type { WorkerHandle } from '../../wire/worker-handle.ts';
import type { Run, TrainingVerbs, TrainSpec } from '../api/training.ts';
import { closeRun } from '../close-run.ts';
import type { Services } from '../services.ts';
import { checkTrainSpec } from './check-spec.ts';
import { runOf } from './from-records.ts';
import { modelTypes, taskModelTypes } from './models.ts';
import { watchPageMemory } from '../page-memory.ts';
import { progressOf, signalOf } from './watch.ts';

type EnsembleSpec = Parameters<TrainingVerbs['ensemble']>[0];
type RunWatch = Parameters<TrainingVerbs['train']>[1];

/** Single runs, made at once: whether it is their turn is for others to see to. */
export interface RunStarter {
  start(spec: TrainSpec, runId: string, watch: RunWatch, parent?: string): Promise<Run>;
  /** Brings finished runs together. */
  ensemble(spec: EnsembleSpec, runId: string, watch: RunWatch, parent?: string): Promise<Run>;
  /** A recorded run once more, on shuffled answers. */
  shuffle(of: string, runId: string, watch: RunWatch): Promise<Run>;
  /** Lets one that was paused or interrupted go on. @param parent the search it is a trial of */
  resume(runId: string, watch: RunWatch, parent?: string): Promise<Run>;
}

/**
 * @param trainer the worker that does it
 * @param closing is told of what is still written after a run was stopped
 */
export function runStarter(
  { storage, newId, measurePage }: Pick<Services, 'storage' | 'newId' | 'measurePage'>,
  projectId: string,
  trainer: WorkerHandle<TrainingApi>,
  closing: (work: Promise<unknown>) => void
): RunStarter {
  const run = async (runId: string, watch: RunWatch, task: Parameters<typeof trainer.run<void>>[1]): Promise<Run> => {
    const mostOfPage = watchPageMemory(measurePage);
    let pageBytes: number | null = null;
    try {
      await trainer.run(signalOf(watch), task).finally(() => (pageBytes = mostOfPage()));
    } catch (reason) {
      closing(trainer.idle.then(() => closeRun(storage, runId, reason)));
      throw reason;
    }
    if (pageBytes === null) return runOf(await storage.runs.get(runId));
    const most = pageBytes;
    return runOf(await storage.runs.update(runId, (run) => ({ ...run, pageBytes: Math.max(most, run.pageBytes ?? 0) })));
  };
  const start = (job: Omit<TrainJob, 'projectId'>, watch: RunWatch) =>
    run(job.runId, watch, (api) => api.train({ ...job, projectId }, signalOf(watch), progressOf(watch), curveOf(watch)));
  const shuffle: RunStarter['shuffle'] = async (of, runId, watch) => {
    const { model, params, seed, cv, calibrate, limits = false, requestedBackend } = await storage.runs.get(of);
    if (model !== ENSEMBLE)
      return start({ runId, model, params, seed, cv, calibrate, limits, backend: requestedBackend, randomLabels: true }, watch);
    // What it is made of has to learn from the shuffled answers too: what luck gives is in its members.
    const { members, method } = params as unknown as { readonly members: readonly string[]; readonly method: 'blend' | 'stack' };
    const runs: string[] = [];
    for (const member of members) runs.push((await shuffle(member, newId(), watch)).id);
    return start({ ...ensembleJob({ runs, method, seed }), runId }, watch);
  };
  return {
    start: async (spec, runId, watch, parent) => start({ ...jobOf(spec), runId, ...(parent === undefined ? {} : { parent }) }, watch),
    ensemble: (spec, runId, watch, parent) => start({ ...ensembleJob(spec), runId, ...(parent === undefined ? {} : { parent }) }, watch),
    shuffle,
    resume: (runId, watch, parent) =>
      run(runId, watch, (api) =>
        api.resume({ runId, ...(parent === undefined ? {} : { parent }) }, signalOf(watch), progressOf(watch), curveOf(watch))
      )
  };
}

const curveOf = (watch: RunWatch) => watch?.onCurve ?? (() => undefined);

/** @throws LatheError `unknown-id`, `unknown-param` or `param-out-of-range` before anything is started */
export function jobOf(spec: TrainSpec): Omit<TrainJob, 'projectId' | 'runId'> {
  checkTrainSpec(spec);
  const model = anyModel(spec.model);
  const params = resolveParams(model.label, model.params, spec.params) as PlainRecord;
  return {
    model: spec.model,
    params,
    seed: spec.seed ?? 0,
    cv: spec.cv ?? null,
    backend: spec.backend ?? 'auto',
    calibrate: spec.calibrate ?? 'none',
    ...(spec.limits ? { limits: spec.limits } : {}),
    ...(spec.fairly ? { fairly: { way: spec.fairly.way, sensitive: spec.fairly.sensitive, parity: spec.fairly.parity } } : {}),
    randomLabels: false
  };
}

const ensembleJob = ({ runs, method = 'stack', seed = 0 }: EnsembleSpec): Omit<TrainJob, 'projectId' | 'runId'> => ({
  model: ENSEMBLE,
  params: { method, members: [...runs] },
  seed,
  cv: null,
  backend: 'auto',
  calibrate: 'none',
  randomLabels: false
});

/** A kind of model of any task. @throws LatheError `unknown-id` */
export const anyModel = (id: string): Pick<ModelType, 'id' | 'label' | 'params'> => taskModelTypes.find(id) ?? modelTypes.get(id);
