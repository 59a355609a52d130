import type { CvSpec } from '../../core/split.ts';
import { optionNotForTask } from '../../core/errors/tasks.ts';
import { isSpecialTask } from '../../core/special-task.ts';
import { foldsFor } from '../../core/folds-for.ts';
import type { Project } from '../api/projects.ts';
import type { Run, TrainingVerbs, TuneSpec } from '../api/training.ts';
import type { Watch } from '../api/watch.ts';
import type { Services } from '../services.ts';
import { bestFirst } from '../leading-run.ts';
import { checkTuneSpec } from './check-spec.ts';
import { tryEachModel } from './auto-task.ts';
import { searchBest } from './auto.ts';
import { proposer, type Proposer } from './proposer.ts';

const AUTO_BUDGET_MS = 60_000;

type Trainer = Pick<Project, 'train' | 'models' | 'split'>;

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
      if (isSpecialTask(asked)) throw optionNotForTask('search (tune)', asked);
      const propose = proposer(spec, await metric(), await task());
      const sorted = await ranked(await tryAll(project, { ...spec, cv: spec.cv ?? (await folds()) }, propose, services.now, watch));
      return { best: sorted[0]!, runs: sorted };
    },

    async auto({ seed = 0, cv, budgetMs = AUTO_BUDGET_MS } = {}, watch) {
      const fitting = (await project.models()).filter((model) => model.fits);
      const asked = await task();
      if (isSpecialTask(asked)) {
        if (cv) throw optionNotForTask('cross-validation (cv)', asked);
        return tryEachModel({ train: project.train, fitting, seed, budgetMs, ranked, now: services.now }, watch);
      }
      const ask = {
        train: project.train,
        fitting,
        metric: await metric(),
        task: await task(),
        cv: cv ?? (await folds()),
        seed,
        budgetMs,
        ranked
      };
      return searchBest({ ...ask, now: services.now }, watch);
    }
  };
}

/** At least one run; then as many as are asked for and the budget allows. */
async function tryAll(
  project: Trainer,
  spec: TuneSpec & { readonly cv: CvSpec },
  propose: Proposer,
  now: () => number,
  watch: Watch | undefined
): Promise<Run[]> {
  const { search: _search, trials, budgetMs = Infinity, ...plan } = spec;
  const runs: Run[] = [];
  const until = now() + budgetMs;
  while (runs.length < trials && (runs.length === 0 || now() < until)) {
    const params = propose(runs);
    if (!params) break;
    const label = `trial ${runs.length + 1} of ${trials}`;
    runs.push(await project.train({ ...plan, params }, stepWatch(watch, runs.length, trials, label)));
  }
  return runs;
}

function stepWatch(watch: Watch | undefined, i: number, of: number, label: string): Watch {
  const report = watch?.onProgress;
  return {
    ...(watch?.signal ? { signal: watch.signal } : {}),
    ...(report ? { onProgress: ({ share }) => report({ share: (i + share) / of, note: label }) } : {})
  };
}
