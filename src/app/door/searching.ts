import { optionNotForTask } from '../../core/errors/tasks.ts';
import { isSpecialTask } from '../../core/special-task.ts';
import { foldsFor } from '../../core/folds-for.ts';
import type { Project } from '../api/projects.ts';
import type { Run, TrainingVerbs } from '../api/training.ts';
import type { Services } from '../services.ts';
import { bestFirst } from '../leading-run.ts';
import { checkTuneSpec } from './check-spec.ts';
import { tryEachModel } from './auto-task.ts';
import { searchAmongAll } from './auto-report.ts';
import { expectTimes } from './auto-times.ts';
import { tuneModel } from './tuning.ts';

const AUTO_BUDGET_MS = 60_000;

type Trainer = Pick<Project, 'train' | 'ensemble' | 'trial' | 'models' | 'split'>;

/** Many runs, one after the other, and which of them is ahead. */
export function searchingVerbs(services: Services, projectId: string, project: Trainer): Pick<TrainingVerbs, 'tune' | 'auto'> {
  const problem = async () => (await services.storage.projects.get(projectId)).problem;
  const metric = async () => (await problem())?.metric ?? 'accuracy';
  const task = async () => (await problem())?.task;
  /** The folds that runs are chosen by: the same for all of a project, unless others are asked for. */
  const folds = async () => foldsFor(await project.split.get(), await task());
  const ranked = async (runs: readonly Run[]) => {
    const [first] = runs;
    return bestFirst(runs, await metric(), { datasetHash: first?.datasetHash, splitHash: first?.splitHash });
  };
  return {
    async tune(spec, watch) {
      checkTuneSpec(spec);
      const asked = await task();
      return tuneModel({ services, projectId, project, metric: await metric(), task: asked, ranked }, spec, watch);
    },

    async auto({ seed = 0, cv, budgetMs = AUTO_BUDGET_MS } = {}, watch) {
      const fitting = (await project.models()).filter((model) => model.fits);
      const asked = await task();
      if (isSpecialTask(asked)) {
        if (cv) throw optionNotForTask('cross-validation (cv)', asked);
        const runs = await tryEachModel({ train: project.train, fitting, seed, budgetMs, ranked, now: services.now }, watch);
        return Object.assign(runs, { report: null });
      }
      const ask = {
        train: project.train,
        ensemble: project.ensemble,
        fitting,
        metric: await metric(),
        task: asked,
        seed,
        budgetMs,
        ranked
      };
      const expect = await expectTimes(services, projectId, project);
      return searchAmongAll({ services, projectId }, { ...ask, cv: cv ?? (await folds()), expect, now: services.now }, watch);
    }
  };
}
