import { thresholdOfCosts } from '../../core/cost-threshold.ts';
import { reasonOf, thresholdInForce, type KeptThreshold, type ThresholdReason } from '../../core/kept-threshold.ts';
import { sayFairWay, type FairWay } from '../../core/fair-way.ts';
import { metricNeedsGroups, ordersOnly } from '../../core/errors/training.ts';
import type { ModelType } from '../../core/model.ts';
import type { Note } from '../../core/note.ts';
import type { OrderOf } from '../../core/outcome.ts';
import type { PlainRecord } from '../../core/plain.ts';
import type { RecipeStep } from '../../core/recipe.ts';
import { createRng, shuffled } from '../../core/rng.ts';
import type { PartName, Parts, SplitSpec } from '../../core/split.ts';
import { viewRows } from '../../core/table-view.ts';
import type { Target } from '../../core/target.ts';
import { metrics } from '../../stages/evaluate/registry.ts';
import { summarizeColumns } from '../../stages/prepare/column-summary.ts';
import { completeRecipe } from '../../stages/prepare/complete-recipe.ts';
import { suggestRecipe } from '../../stages/prepare/suggest-recipe.ts';
import { choosePositive } from '../experiment/choose-positive.ts';
import { kinshipOf } from '../experiment/kinship-of.ts';
import type { Experiment } from '../experiment/load-experiment.ts';
import type { LabelledRows } from '../experiment/labelled-rows.ts';
import { fitWeights, planFairly, type FairPlan } from './fair-plan.ts';
import type { FitPlan } from './fit-plan.ts';
import type { FitScoring } from './score-fit.ts';

/** Everything about a run that is known before anything is fitted. */
export interface RunPlan extends FitPlan {
  readonly scoring: FitScoring;
  /** The rows, with shuffled answers when the run is to show what luck alone gives. */
  readonly rows: LabelledRows;
  readonly parts: Parts;
  readonly notes: readonly Note[];
  /** Where a person chose the threshold. */
  readonly decision?: ThresholdReason;
  /** How it brings groups together. */
  readonly fairly?: FairPlan;
}

export interface PlanRequest {
  readonly model: ModelType;
  readonly params: PlainRecord;
  readonly seed: number;
  readonly randomLabels: boolean;
  /** The division the parts were made by. */
  readonly split: SplitSpec;
  /** How it is to bring groups together. */
  readonly fairly?: FairWay;
  /** Thresholds that a person gave to an earlier run. */
  readonly thresholds?: readonly KeptThreshold[];
  /** Steps of an earlier run, to run it again; the project's or the suggested ones when not given. */
  readonly steps?: readonly RecipeStep[];
}

/**
 * The recipe is chosen by looking at the training part only: what is in the test part can't change a step.
 * @throws LatheError where the groups that are to be brought together can't be
 */
export function planRun(experiment: Experiment, parts: Parts, request: PlanRequest): RunPlan {
  const plan = planAlone(experiment, parts, request);
  if (!request.fairly) return plan;
  const fairly = planFairly(request.fairly, experiment.table, parts.train, plan.scoring.target.labels?.length ?? 0);
  const named = { ...plan, model: { ...plan.model, label: `${plan.model.label}, ${sayFairWay(fairly)}` }, fairly };
  const learnsBy = fitWeights(named);
  return learnsBy ? { ...named, learnsBy } : named;
}

function planAlone(experiment: Experiment, parts: Parts, request: PlanRequest): RunPlan {
  const { project, problem, dataset, task } = experiment;
  const kinship = kinshipOf(experiment, request.split);
  const rows = kinship ? { ...experiment.rows, kinship } : experiment.rows;
  const { steps, notes } = request.steps ? { steps: request.steps, notes: [] } : chooseSteps(project.recipe, request.model, rows, parts);
  const labels = rows.target.kind === 'classes' ? rows.target.labels : undefined;
  const positive = choosePositive(rows.target, problem.positive);
  const kept = positive === null ? null : thresholdInForce(request.thresholds);
  const ofCosts = labels && positive !== null ? thresholdOfCosts(problem.costs, labels[positive]!, labels[1 - positive]!) : null;
  const threshold = kept?.threshold ?? ofCosts;
  const orders = orderedBy(request, problem.metric);
  const schema = new Map(dataset.columns.map((column) => [column.name, column]));
  const target = {
    name: rows.target.name,
    type: schema.get(rows.target.name)!.type,
    ...(labels ? { labels } : {}),
    ...(labels && positive !== null ? { positive: labels[positive]! } : {}),
    ...(orders && !labels ? { orders } : {})
  };
  return {
    model: request.model,
    params: request.params,
    steps,
    seed: request.seed,
    scoring: { task, columns: rows.inputs.columns.map((column) => schema.get(column.name)!), target, positive, threshold },
    rows: request.randomLabels ? withShuffledAnswers(rows, parts, request.seed) : rows,
    parts,
    notes,
    ...(kept ? { decision: reasonOf(kept) } : {})
  };
}

/** @throws LatheError `orders-only` when the model will give nothing that the project's metric could judge, `metric-needs-groups` when the division will not */
function orderedBy({ model, params, split }: PlanRequest, metric: string): OrderOf | null {
  const orders = model.orders?.(params as never) ?? null;
  const use = metrics.all.find((known) => known.from === 'numbers' && orders !== null && known.ofOrder === orders);
  if (use && use.id !== metric) throw ordersOnly(model.label, metric, use.id);
  const asked = metrics.find(metric);
  if (asked?.from === 'numbers' && asked.ofOrder === 'relevance' && split.kind !== 'group') throw metricNeedsGroups(metric);
  return orders;
}

function chooseSteps(chosen: readonly RecipeStep[] | null, model: ModelType, rows: LabelledRows, parts: Parts) {
  const columns = summarizeColumns(viewRows(rows.inputs, parts.train));
  if (model.family === 'baseline') return { steps: [], notes: [] };
  return chosen ? completeRecipe(chosen, columns, model.takes) : { steps: suggestRecipe(columns, model.takes).steps, notes: [] };
}

/** Answers dealt out anew within each part, so that nothing about a row can tell its answer. */
function withShuffledAnswers(rows: LabelledRows, parts: Parts, seed: number): LabelledRows {
  const rng = createRng(seed);
  const dealt = (['train', 'validation', 'test'] as readonly PartName[]).map((part) => [parts[part], shuffled(parts[part], rng)] as const);
  return { ...rows, target: permuted(rows.target, dealt) };
}

function permuted(target: Target, dealt: readonly (readonly [Uint32Array, Uint32Array])[]): Target {
  if (target.kind === 'classes') return { ...target, codes: swap(target.codes, target.codes.slice(), dealt) };
  return { ...target, values: swap(target.values, target.values.slice(), dealt) };
}

function swap<A extends Int32Array | Float64Array>(from: A, into: A, dealt: readonly (readonly [Uint32Array, Uint32Array])[]): A {
  for (const [rows, others] of dealt) rows.forEach((row, i) => (into[row] = from[others[i]!]!));
  return into;
}
