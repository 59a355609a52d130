import { forkRng, type Rng } from '../../core/rng.ts';
import type { ParamSpecs } from '../../core/params.ts';
import { metrics } from '../../stages/evaluate/registry.ts';
import { proposeTpe } from '../../stages/tune/propose-tpe.ts';
import { proposals } from '../../stages/tune/proposals.ts';
import type { CvSpec, Project, Run, TuneSpec, Watch } from '../lathe-api.ts';
import type { Services } from '../services.ts';
import { checkTuneSpec } from './check-spec.ts';
import { modelTypes } from './models.ts';

const AUTO_BUDGET_MS = 60_000;
const FIVE_FOLDS: CvSpec = { kind: 'k-fold', folds: 5 };

type Trainer = Pick<Project, 'train' | 'models'>;

/** Many runs, one after the other, and which of them is ahead. */
export function searchingVerbs(services: Services, projectId: string, project: Trainer): Pick<Project, 'tune' | 'auto'> {
  const metric = async () => (await services.storage.projects.get(projectId)).problem?.metric ?? 'accuracy';
  return {
    async tune(spec, watch) {
      checkTuneSpec(spec);
      const { search: _search, trials, budgetMs = Infinity, ...plan } = spec;
      const by = await metric();
      const runs: Run[] = [];
      const until = services.now() + budgetMs;
      for (const propose = proposer(spec, by); runs.length < trials && (runs.length === 0 || services.now() < until);) {
        const params = propose(runs);
        if (!params) break;
        const label = `trial ${runs.length + 1} of ${trials}`;
        runs.push(await project.train({ ...plan, cv: spec.cv ?? FIVE_FOLDS, params }, stepWatch(watch, runs.length, trials, label)));
      }
      const ranked = byScore(runs, by);
      return { best: ranked[0]!, runs: ranked };
    },

    async auto({ seed = 0, cv = FIVE_FOLDS, budgetMs = AUTO_BUDGET_MS } = {}, watch) {
      const fitting = (await project.models()).filter((model) => model.fits);
      const until = services.now() + budgetMs;
      const runs: Run[] = [];
      for (const [i, { id, label }] of fitting.entries()) {
        if (i > 0 && services.now() > until) break;
        runs.push(await project.train({ model: id, seed, cv }, stepWatch(watch, i, fitting.length, label)));
      }
      return byScore(runs, await metric());
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

/** Best first: by the cross-validated score where there is one, else by the validation score. Failed runs last. */
export function byScore(runs: readonly Run[], metric: string): Run[] {
  const rank = (run: Run) => {
    const loss = lossBy(metric, run);
    return Number.isNaN(loss) ? Infinity : loss;
  };
  return [...runs].sort((a, b) => rank(a) - rank(b));
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
