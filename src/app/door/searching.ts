import { forkRng } from '../../core/rng.ts';
import { higherIsBetter } from '../../stages/evaluate/registry.ts';
import { proposals } from '../../stages/tune/proposals.ts';
import type { CvSpec, Project, Run, TrainSpec, TuneSpec, Watch } from '../lathe-api.ts';
import type { Services } from '../services.ts';
import { modelTypes } from './models.ts';

const AUTO_BUDGET_MS = 60_000;

/** Many runs, one after the other, and which of them is ahead. */
export function searchingVerbs(
  services: Services,
  projectId: string,
  project: Pick<Project, 'train' | 'models'>
): Pick<Project, 'tune' | 'auto'> {
  const metric = async () => (await services.storage.projects.get(projectId)).problem?.metric ?? 'accuracy';

  const runAll = async (specs: readonly TrainSpec[], budgetMs: number, watch: Watch | undefined): Promise<Run[]> => {
    const until = services.now() + budgetMs;
    const runs: Run[] = [];
    for (const [i, spec] of specs.entries()) {
      if (i > 0 && services.now() > until) break;
      const part = stepWatch(watch, i, specs.length, modelTypes.get(spec.model).label);
      runs.push(await project.train(spec, part));
    }
    return byScore(runs, await metric());
  };

  return {
    async tune(spec, watch) {
      const { search, trials, budgetMs = Infinity, ...plan } = spec satisfies TuneSpec;
      const model = modelTypes.get(spec.model);
      const rng = forkRng(spec.seed ?? 0, 'tune');
      const cv: CvSpec = spec.cv ?? { kind: 'k-fold', folds: 5 };
      const specs = proposals(search, model.params, trials, rng, spec.params ?? {}).map((params): TrainSpec => ({
        ...plan,
        cv,
        params: { ...params }
      }));
      const runs = await runAll(specs, budgetMs, watch);
      return { best: runs[0]!, runs };
    },

    async auto(spec = {}, watch) {
      const fitting = (await project.models()).filter((model) => model.fits);
      const { seed = 0, cv = { kind: 'k-fold', folds: 5 }, budgetMs = AUTO_BUDGET_MS } = spec;
      return runAll(
        fitting.map((model): TrainSpec => ({ model: model.id, seed, cv })),
        budgetMs,
        watch
      );
    }
  };
}

/** Best first: by the cross-validated score where there is one, else by the validation score. Failed runs last. */
export function byScore(runs: readonly Run[], metric: string): Run[] {
  const sign = higherIsBetter(metric) ? -1 : 1;
  const score = (run: Run) => sign * (run.metrics['cv']?.[metric]?.value ?? run.metrics['validation']?.[metric]?.value ?? NaN);
  const rank = (value: number) => (Number.isNaN(value) ? Infinity : value);
  return [...runs].sort((a, b) => rank(score(a)) - rank(score(b)));
}

function stepWatch(watch: Watch | undefined, i: number, of: number, label: string): Watch {
  const report = watch?.onProgress;
  return {
    ...(watch?.signal ? { signal: watch.signal } : {}),
    ...(report ? { onProgress: ({ share }) => report({ share: (i + share) / of, note: `${label}, ${i + 1} of ${of}` }) } : {})
  };
}
