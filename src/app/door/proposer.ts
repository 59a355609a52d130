import type { ParamSpecs } from '../../core/params.ts';
import { forkRng, type Rng } from '../../core/rng.ts';
import { metrics } from '../../stages/evaluate/registry.ts';
import { proposeTpe } from '../../stages/tune/propose-tpe.ts';
import { proposals } from '../../stages/tune/proposals.ts';
import type { Run, TuneSpec } from '../api/training.ts';
import { modelTypes, paramsFor } from './models.ts';

/** The next set of parameters to try, from those tried before; undefined when there are no more. */
export type Proposer = (runs: readonly Run[]) => Record<string, unknown> | undefined;

/** Only parameters that have a say in the task are moved. */
export function proposer(spec: TuneSpec, metric: string, task: string | undefined): Proposer {
  const specs: ParamSpecs = paramsFor(modelTypes.get(spec.model).params, task);
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
