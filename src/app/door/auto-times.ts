import { defaultsOf } from '../../core/params.ts';
import { reachesModel } from '../../core/schema.ts';
import { expectRunTime, roundsOf, type RunSize } from '../../stages/govern/run-time.ts';
import type { Project } from '../api/projects.ts';
import type { Services } from '../services.ts';
import type { AutoAsk } from './auto-search.ts';
import { modelTypes } from './models.ts';

/** Every run of a search is fitted to the folds, and once more. */
const FOLDS = 5;

/**
 * How long runs of a search take, by the runs of that search alone, so that one that goes on after a pause decides as it would have. Each is of the same rows and folds.
 */
export async function expectTimes({ storage }: Services, projectId: string, { split }: Pick<Project, 'split'>): Promise<AutoAsk['expect']> {
  const { datasetId, problem } = await storage.projects.get(projectId);
  const columns = datasetId === null ? [] : (await storage.datasets.get(datasetId)).columns;
  const classes = columns.find(({ name }) => name === problem?.target)?.labels?.length ?? 0;
  const shape = {
    rows: (await split.get()).rows.train,
    columns: columns.filter((column) => reachesModel(column, problem?.target)).length,
    outputs: problem?.task !== 'regression' && classes > 2 ? classes : 1,
    fits: 1 + FOLDS
  };
  const sizeOf = (model: string, params: Readonly<Record<string, unknown>>): RunSize => ({
    ...shape,
    model,
    rounds: roundsOf(modelTypes.find(model)?.family, params)
  });
  return (model, params, runs) => {
    const past = runs
      .filter((run) => run.model !== 'ensemble')
      .map((run) => ({ ...sizeOf(run.model, run.params), backend: run.backend, fitMs: run.fitMs }));
    return expectRunTime(past, sizeOf(model, { ...defaultsOf(modelTypes.get(model).params), ...params }))?.ms ?? null;
  };
}
