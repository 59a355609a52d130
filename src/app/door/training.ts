import type { AutoReport } from '../../core/auto-report.ts';
import { noTarget } from '../../core/errors/training.ts';
import type { ModelType } from '../../core/model.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { noFindings } from '../../core/errors/tasks.ts';
import type { SearchReport } from '../../core/search-report.ts';
import { isSpecialTask } from '../../core/special-task.ts';
import { taskFindingsKey, type TaskFindings } from '../../core/task-findings.ts';
import type { ColumnSchema } from '../../core/schema.ts';
import { counted } from '../../core/words.ts';
import type { ModelInfo, TaskResults, TrainingVerbs, Trial } from '../api/training.ts';
import type { Services } from '../services.ts';
import { runOf } from './from-records.ts';
import { toldAs } from './auto-report.ts';
import { learningOf, modelTypes, paramsFor } from './models.ts';
import { anyModel, jobOf } from './start-run.ts';
import { taskModelInfos } from './task-models.ts';
import { progressOf, signalOf } from './watch.ts';

/** What is made by heavy work. */
type Heavy = 'train' | 'ensemble' | 'tune' | 'auto' | 'randomLabels';

/** Model kinds and what there is to know of runs. */
export function trainingVerbs(services: Services, projectId: string): Omit<TrainingVerbs, Heavy> {
  const { storage, trainer } = services;

  return {
    models: () => modelsOf(storage, projectId),
    ...forecastVerbs(services, projectId),
    results: (runId) => resultsOf(services, runId),
    autoReports: async () => (await storage.results.ofKind(projectId, 'auto')).map(({ value }) => toldAs(value as unknown as AutoReport)),
    searches: async () => (await storage.results.ofKind(projectId, 'search')).map(({ value }) => value as unknown as SearchReport),

    async trial({ foldSeed = 0, share = 1, outer, ...spec }, watch) {
      const { model, params, seed, cv } = jobOf(spec);
      const job = { projectId, model, params, seed, cv, foldSeed, share, ...(outer ? { outer } : {}) };
      const onCurve = watch?.onCurve ?? (() => undefined);
      return (await trainer.run(signalOf(watch), (api) => api.tryTraining(job, signalOf(watch), progressOf(watch), onCurve))) as Trial;
    },

    coefficients: (runId) => services.reader.run(signalOf(undefined), (api) => api.coefficients({ runId })),
    shapes: (runId) => services.reader.run(signalOf(undefined), (api) => api.shapes({ runId })),
    treeImportance: (runId) => services.reader.run(signalOf(undefined), (api) => api.treeImportance({ runId })),
    runs: async () => (await storage.runs.list(projectId)).map(runOf),
    replay: (runId, watch) => trainer.run(signalOf(watch), (api) => api.replay({ runId }, signalOf(watch), progressOf(watch)))
  };
}

async function modelsOf(storage: Services['storage'], projectId: string): Promise<ModelInfo[]> {
  const { problem, datasetId, split } = await storage.projects.get(projectId);
  const dataset = datasetId === null ? null : await storage.datasets.get(datasetId);
  if (isSpecialTask(problem?.task)) return taskModelInfos(problem.task, dataset?.rows ?? 0, problem);
  const data = { columns: dataset?.columns ?? [], rows: split?.rows.train ?? dataset?.rows ?? 0 };
  return modelTypes.all.map((model) => modelInfo(model, problem?.task, data));
}

async function resultsOf({ storage }: Services, runId: string): Promise<TaskResults> {
  const { label, question, projectId } = await storage.runs.get(runId);
  const found = await storage.results.find(taskFindingsKey(runId), projectId);
  if (!found) throw noFindings(label, question.task);
  return { runId, ...(found.value as unknown as TaskFindings) };
}

function forecastVerbs({ reader }: Services, projectId: string): Pick<TrainingVerbs, 'forecast' | 'forecastRange'> {
  const forecastRange: TrainingVerbs['forecastRange'] = async (specs) => {
    const runs = specs.map(({ model, params = {}, cv = null, calibrate = 'none', limits = false }) => ({
      model: anyModel(model).id,
      params: structuredClone(params) as PlainRecord,
      cv,
      calibrate,
      limits
    }));
    return reader.run(signalOf(undefined), (api) => api.forecast({ projectId, runs }));
  };
  return { forecast: async (specs) => (await forecastRange(specs)).map((found) => found?.ms ?? null), forecastRange };
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
  if (!model.tasks.some((known) => known === learningOf(task))) return `It can’t do ${task}.`;
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
