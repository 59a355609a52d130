import { foldsFor } from '../../core/folds-for.ts';
import type { Project } from '../api/projects.ts';
import type { Run, TrainingVerbs } from '../api/training.ts';
import type { Watch } from '../api/watch.ts';
import type { Services } from '../services.ts';
import { bestFirst } from '../leading-run.ts';
import { checkTuneSpec } from './check-spec.ts';
import { searchBest } from './auto.ts';
import { proposer } from './proposer.ts';

const AUTO_BUDGET_MS = 60_000;

type Trainer = Pick<Project, 'train' | 'models' | 'split'>;

/** Many runs, one after the other, and which of them is ahead. */
export function searchingVerbs(services: Services, projectId: string, project: Trainer): Pick<TrainingVerbs, 'tune' | 'auto'> {
  const metric = async () => (await services.storage.projects.get(projectId)).problem?.metric ?? 'accuracy';
  /** The folds that runs are chosen by: the same for all of a project, unless others are asked for. */
  const folds = async () => foldsFor(await project.split.get(), (await services.storage.projects.get(projectId)).problem?.task);
  const ranked = async (runs: readonly Run[]) => {
    const [first] = runs;
    return bestFirst(runs, await metric(), { datasetHash: first?.datasetHash, splitHash: first?.splitHash });
  };
  return {
    async tune(spec, watch) {
      checkTuneSpec(spec);
      const { search: _search, trials, budgetMs = Infinity, ...plan } = spec;
      const by = await metric();
      const cv = spec.cv ?? (await folds());
      const runs: Run[] = [];
      const until = services.now() + budgetMs;
      for (const propose = proposer(spec, by); runs.length < trials && (runs.length === 0 || services.now() < until);) {
        const params = propose(runs);
        if (!params) break;
        const label = `trial ${runs.length + 1} of ${trials}`;
        runs.push(await project.train({ ...plan, cv, params }, stepWatch(watch, runs.length, trials, label)));
      }
      const sorted = await ranked(runs);
      return { best: sorted[0]!, runs: sorted };
    },

    async auto({ seed = 0, cv, budgetMs = AUTO_BUDGET_MS } = {}, watch) {
      const fitting = (await project.models()).filter((model) => model.fits);
      const ask = { train: project.train, fitting, metric: await metric(), cv: cv ?? (await folds()), seed, budgetMs, ranked };
      return searchBest({ ...ask, now: services.now }, watch);
    }
  };
}

function stepWatch(watch: Watch | undefined, i: number, of: number, label: string): Watch {
  const report = watch?.onProgress;
  return {
    ...(watch?.signal ? { signal: watch.signal } : {}),
    ...(report ? { onProgress: ({ share }) => report({ share: (i + share) / of, note: label }) } : {})
  };
}
