import { forkRng, type Rng } from '../../core/rng.ts';
import type { ParamSpecs } from '../../core/params.ts';
import { foldsFor } from '../../core/folds-for.ts';
import { metrics } from '../../stages/evaluate/registry.ts';
import { proposeTpe } from '../../stages/tune/propose-tpe.ts';
import { proposals } from '../../stages/tune/proposals.ts';
import type { Project } from '../api/projects.ts';
import type { Run, TrainingVerbs, TuneSpec } from '../api/training.ts';
import type { Watch } from '../api/watch.ts';
import type { Services } from '../services.ts';
import { bestFirst } from '../leading-run.ts';
import { checkTuneSpec } from './check-spec.ts';
import { modelTypes } from './models.ts';

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

    async auto({ seed = 0, cv: asked, budgetMs = AUTO_BUDGET_MS } = {}, watch) {
      const cv = asked ?? (await folds());
      const fitting = (await project.models()).filter((model) => model.fits);
      const until = services.now() + budgetMs;
      const runs: Run[] = [];
      for (const [i, { id, label }] of fitting.entries()) {
        if (i > 0 && services.now() > until) break;
        runs.push(await project.train({ model: id, seed, cv }, stepWatch(watch, i, fitting.length, label)));
      }
      return ranked(runs);
    }
  };
}

type Proposer = (runs: readonly Run[]) => Record<string, unknown> | undefined;

/** The next set of parameters to try, from those tried before; undefined when there are no more. */
function proposer(spec: TuneSpec, metric: string): Proposer {
  const specs: ParamSpecs = modelTypes.get(spec.model).params;
  const rng: Rng = forkRng(spec.seed ?? 0, 'tune');
  const fixed = (spec.params ?? {}) as Parameters<typeof proposeTpe>[3];
  if (spec.search === 'tpe') {
    const lossOf = (run: Run) => ({ params: run.params as never, loss: lossBy(metric, run) });
    return (runs) => ({ ...proposeTpe(specs, runs.map(lossOf), rng, fixed) });
  }
  const all = proposals(spec.search, specs, spec.trials, rng, fixed);
  return () => {
    const next = all.next();
    return next.done ? undefined : { ...next.value };
  };
}

/** Lower is better; NaN for a run without a score. */
function lossBy(metric: string, run: Run): number {
  const sign = metrics.get(metric).higherIsBetter ? -1 : 1;
  return sign * (run.metrics['cv']?.[metric]?.value ?? run.metrics['validation']?.[metric]?.value ?? NaN);
}

function stepWatch(watch: Watch | undefined, i: number, of: number, label: string): Watch {
  const report = watch?.onProgress;
  return {
    ...(watch?.signal ? { signal: watch.signal } : {}),
    ...(report ? { onProgress: ({ share }) => report({ share: (i + share) / of, note: label }) } : {})
  };
}
