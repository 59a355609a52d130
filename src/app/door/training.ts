import { noTarget } from '../../core/errors/training.ts';
import type { ModelType } from '../../core/model.ts';
import { resolveParams } from '../../core/params.ts';
import type { PlainRecord } from '../../core/plain.ts';
import type { ColumnSchema } from '../../core/schema.ts';
import { counted } from '../../core/words.ts';
import type { TrainJob } from '../../wire/contracts.ts';
import type { ModelInfo, Run, TrainingVerbs, TrainSpec, Trial } from '../api/training.ts';
import type { Services } from '../services.ts';
import { closeRun } from '../close-run.ts';
import { checkTrainSpec } from './check-spec.ts';
import { runOf } from './from-records.ts';
import { learningOf, modelTypes, paramsFor } from './models.ts';
import { progressOf, signalOf } from './watch.ts';

/** Model kinds and single runs. */
export function trainingVerbs(services: Services, projectId: string): Omit<TrainingVerbs, 'tune' | 'auto' | 'searches'> {
  const { storage, trainer } = services;

  const start = async (job: Omit<TrainJob, 'projectId' | 'runId'>, watch: Parameters<TrainingVerbs['train']>[1]): Promise<Run> => {
    const runId = services.newId();
    try {
      await trainer.run(signalOf(watch), (api) =>
        api.train({ ...job, projectId, runId }, signalOf(watch), progressOf(watch), watch?.onCurve ?? (() => undefined))
      );
    } catch (reason) {
      void trainer.idle.then(() => closeRun(storage, runId, reason));
      throw reason;
    }
    return runOf(await storage.runs.get(runId));
  };

  return {
    async models() {
      const { problem, datasetId, split } = await storage.projects.get(projectId);
      const dataset = datasetId === null ? null : await storage.datasets.get(datasetId);
      const data = { columns: dataset?.columns ?? [], rows: split?.rows.train ?? dataset?.rows ?? 0 };
      return modelTypes.all.map((model) => modelInfo(model, problem?.task, data));
    },
    train: async (spec, watch) => start(jobOf(spec), watch),

    ...forecastVerbs(services, projectId),

    async trial({ foldSeed = 0, share = 1, ...spec }, watch) {
      const { model, params, seed, cv } = jobOf(spec);
      const job = { projectId, model, params, seed, cv, foldSeed, share };
      const onCurve = watch?.onCurve ?? (() => undefined);
      return (await trainer.run(signalOf(watch), (api) => api.tryTraining(job, signalOf(watch), progressOf(watch), onCurve))) as Trial;
    },

    async randomLabels(runId, watch) {
      const { model, params, seed, cv, calibrate, requestedBackend } = await storage.runs.get(runId);
      return start({ model, params, seed, cv, calibrate, backend: requestedBackend, randomLabels: true }, watch);
    },
    coefficients: (runId) => services.reader.run(signalOf(undefined), (api) => api.coefficients({ runId })),
    treeImportance: (runId) => services.reader.run(signalOf(undefined), (api) => api.treeImportance({ runId })),
    runs: async () => (await storage.runs.list(projectId)).map(runOf),
    replay: (runId, watch) => trainer.run(signalOf(watch), (api) => api.replay({ runId }, signalOf(watch), progressOf(watch)))
  };
}

function forecastVerbs({ reader }: Services, projectId: string): Pick<TrainingVerbs, 'forecast' | 'forecastRange'> {
  const forecastRange: TrainingVerbs['forecastRange'] = async (specs) => {
    const runs = specs.map(({ model, params = {}, cv = null, calibrate = 'none' }) => ({
      model: modelTypes.get(model).id,
      params: structuredClone(params) as PlainRecord,
      cv,
      calibrate
    }));
    return reader.run(signalOf(undefined), (api) => api.forecast({ projectId, runs }));
  };
  return { forecast: async (specs) => (await forecastRange(specs)).map((found) => found?.ms ?? null), forecastRange };
}

/** @throws LatheError `unknown-id`, `unknown-param` or `param-out-of-range` before anything is started */
function jobOf(spec: TrainSpec): Omit<TrainJob, 'projectId' | 'runId'> {
  checkTrainSpec(spec);
  const model = modelTypes.get(spec.model);
  const params = resolveParams(model.label, model.params, spec.params) as PlainRecord;
  return {
    model: spec.model,
    params,
    seed: spec.seed ?? 0,
    cv: spec.cv ?? null,
    backend: spec.backend ?? 'auto',
    calibrate: spec.calibrate ?? 'none',
    randomLabels: false
  };
}

/** What there is to learn from: its columns, and how many rows would be trained on. */
interface Learnable {
  readonly columns: readonly ColumnSchema[];
  readonly rows: number;
}

function modelInfo(model: ModelType, task: string | undefined, data: Learnable): ModelInfo {
  const reason = unfitReason(model, task, data);
  return {
    id: model.id,
    label: model.label,
    doc: model.doc,
    family: model.family,
    tasks: [...model.tasks],
    fits: reason === null,
    ...(reason === null ? {} : { reason }),
    params: structuredClone(paramsFor(model.params, task)) as ModelInfo['params']
  };
}

function unfitReason(model: ModelType, task: string | undefined, { columns, rows }: Learnable): string | null {
  if (task === undefined) return noTarget().hint;
  if (!model.tasks.some((known) => known === learningOf(task))) return `It can't do ${task}.`;
  if (model.mostRows !== undefined && rows > model.mostRows)
    return `It learns from at most ${counted(model.mostRows, 'row')}, and there are ${counted(rows, 'row')}.`;
  const features = columns.filter((column) => column.role === 'feature');
  const hasImages = features.some((column) => column.type === 'image');
  if (model.takes === 'image' && !hasImages) return 'It learns from images, and there are none.';
  if (
    model.family !== 'baseline' &&
    model.takes !== 'image' &&
    features.length > 0 &&
    features.every((column) => column.type === 'image')
  ) {
    return 'It learns from columns, and these rows are images.';
  }
  return null;
}
