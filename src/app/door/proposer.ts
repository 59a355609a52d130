import { forkRng } from '../../core/rng.ts';
import { isSpecialTask } from '../../core/special-task.ts';
import { searchStrategies } from '../../stages/tune/registry.ts';
import { searchSpace, type Dimension, type Proposal } from '../../stages/tune/search-space.ts';
import type { Search, Trial } from '../../stages/tune/strategy-type.ts';
import type { Run, TuneSpec } from '../api/training.ts';
import { metricFacts } from '../metric-facts.ts';
import { modelTypes, paramsFor, taskModelTypes } from './models.ts';

/** What decides how a model's parameters are searched. */
export type SearchPlan = Pick<TuneSpec, 'model' | 'params' | 'search' | 'trials' | 'seed'>;

interface Known {
  readonly task: string | undefined;
  /** Tried before. */
  readonly past?: readonly Trial[];
  /** The smallest share of the rows that still says something. */
  readonly leastShare?: number;
}

/** A search over the parameters that have a say in the task; those given stay as they are. */
export function searchFor(plan: SearchPlan, { task, past = [], leastShare = 1 }: Known): Search {
  const specs = specsOf(plan.model, task);
  const rng = forkRng(plan.seed ?? 0, 'tune');
  return searchStrategies.get(plan.search).search({ specs, fixed: fixedOf(plan), trials: plan.trials, rng, past, leastShare });
}

/** What such a search may move. */
export const spaceFor = (plan: Pick<SearchPlan, 'model' | 'params'>, task: string | undefined): Dimension[] =>
  searchSpace(specsOf(plan.model, task), fixedOf(plan));

const specsOf = (model: string, task: string | undefined) =>
  isSpecialTask(task) ? taskModelTypes.get(model).params : paramsFor(modelTypes.get(model).params, task);

const fixedOf = ({ params }: Pick<SearchPlan, 'params'>): Proposal => (params ?? {}) as Proposal;

/** Runs as a search is told of them. */
export const trialOf = (metric: string, run: Run): Trial => ({ params: run.params as Proposal, loss: lossBy(metric, run) });

/** Lower is better; NaN for a run without a score. */
export function lossBy(metric: string, run: Pick<Run, 'metrics'>): number {
  return lossOf(metric, run.metrics['cv']?.[metric]?.value ?? run.metrics['validation']?.[metric]?.value);
}

export const lossOf = (metric: string, value: number | undefined): number => (metricFacts(metric).higherIsBetter ? -1 : 1) * (value ?? NaN);
