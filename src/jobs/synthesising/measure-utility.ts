import { partOf, type WorkContext } from '../../core/context.ts';
import { isLatheError } from '../../core/errors/lathe-error.ts';
import type { ModelType } from '../../core/model.ts';
import type { Metric, Outcome } from '../../core/outcome.ts';
import { defaultsOf } from '../../core/params.ts';
import type { PlainRecord } from '../../core/plain.ts';
import type { SynthesisUtility } from '../../core/synthesis.ts';
import { findColumn, gather, type Column, type Table } from '../../core/table.ts';
import { gatherTarget, type Target } from '../../core/target.ts';
import { comparePair } from '../../stages/evaluate/compare/compare-pair.ts';
import { judge } from '../../stages/evaluate/judge.ts';
import { usualMetrics } from '../../stages/evaluate/usual-metrics.ts';
import { takeRows, type LabelledRows } from '../experiment/labelled-rows.ts';
import type { Experiment } from '../experiment/load-experiment.ts';
import { modelTypes } from '../model-types.ts';
import { fitPlan, type FitOutside } from '../training/fit-plan.ts';
import { planRun, type RunPlan } from '../training/plan-run.ts';
import { scoreFit } from '../training/score-fit.ts';
import type { ChosenRows } from './choose-rows.ts';

/**
 * Each kind of model that needs no engine, learned from real rows and from made-up ones, both judged on the same real rows held out. Weights take no part.
 * @param made columns of the made-up rows, the target among them; null when the target could not be made up
 */
export async function measureUtility(
  { learned, held }: ChosenRows,
  experiment: Experiment,
  made: Table,
  seed: number,
  context: WorkContext
): Promise<SynthesisUtility | null> {
  const asked = withoutAll(experiment, made);
  const from = asked && labelled(made, asked.rows.target, asked.rows.inputs);
  if (!asked || !from) return null;
  const types = modelTypes.all.filter((type) => isUsable(type, asked));
  const models: SynthesisUtility['models'][number][] = [];
  const failed: SynthesisUtility['failed'][number][] = [];
  let metric = asked.problem.metric;
  for (const [i, type] of types.entries()) {
    const plan = planRun(asked, { train: learned, validation: held, test: new Uint32Array(0) }, requestOf(type, seed));
    const outside = outsideOf(partOf(context, i / types.length, (i + 1) / types.length));
    try {
      const [real, synthetic] = [
        await outcomeOn(plan, takeRows(plan.rows, learned), held, outside),
        await outcomeOn(plan, from, held, outside)
      ];
      metric = usualMetrics(real).some(({ id }) => id === metric) ? metric : usualMetrics(real)[0]!.id;
      models.push(await compared(type.label, real, synthetic, metric, seed, context));
    } catch (error) {
      if (!isLatheError(error)) throw error;
      failed.push({ label: type.label, why: error.message });
    }
  }
  return { metric, models, failed };
}

const isUsable = ({ family, takes, tasks }: ModelType, { task }: Experiment) =>
  family !== 'baseline' && family !== 'network' && takes !== 'image' && tasks.includes(task);

const requestOf = (model: ModelType, seed: number) => ({
  model,
  params: defaultsOf(model.params) as PlainRecord,
  seed,
  randomLabels: false,
  split: { kind: 'random' } as const
});

const outsideOf = (context: WorkContext): FitOutside => ({
  ...context,
  openEngine: () => Promise.reject(new TypeError('A model that needs no engine asked for one.')),
  onCurve: () => undefined
});

/** The question with the columns that were made up alone, and the suggested recipe: the project's own may name others. */
function withoutAll(experiment: Experiment, made: Table): Experiment | null {
  const columns = experiment.rows.inputs.columns.filter(({ name }) => findColumn(made, name));
  if (columns.length === 0 || !findColumn(made, experiment.rows.target.name)) return null;
  const { inputs, target } = experiment.rows;
  return {
    ...experiment,
    project: { ...experiment.project, recipe: null },
    rows: { inputs: { rows: inputs.rows, columns }, target, weights: null }
  };
}

/** Made-up rows with their answers; those without one are left out. */
function labelled(made: Table, target: Target, inputs: Table): LabelledRows | null {
  const answers = answersOf(findColumn(made, target.name)!, target);
  if (!answers) return null;
  const values = answers.kind === 'classes' ? answers.codes : answers.values;
  const rows = Uint32Array.from(values.keys()).filter(
    (row) => values[row]! >= 0 || (answers.kind === 'numbers' && Number.isFinite(values[row]))
  );
  const columns = inputs.columns.map(({ name }) => findColumn(made, name)!);
  return { inputs: gather({ rows: made.rows, columns }, rows), target: gatherTarget(answers, rows), weights: null };
}

/** The made-up answers by the labels of the question. */
function answersOf(column: Column, target: Target): Target | null {
  if (target.kind === 'numbers') return column.kind === 'number' ? { ...target, values: column.values } : null;
  const codeOf = new Map(target.labels.map((label, code) => [label, code]));
  if (column.kind === 'number') return { ...target, codes: Int32Array.from(column.values, (value) => codeOf.get(String(value)) ?? -1) };
  if (column.kind !== 'category') return null;
  return { ...target, codes: Int32Array.from(column.codes, (code) => codeOf.get(column.labels[code] ?? '') ?? -1) };
}

async function outcomeOn(plan: RunPlan, rows: LabelledRows, held: Uint32Array, outside: FitOutside): Promise<Outcome> {
  return scoreFit(plan, await fitPlan(plan, rows, outside), takeRows(plan.rows, held), plan.scoring, outside);
}

async function compared(
  label: string,
  real: Outcome,
  synthetic: Outcome,
  metric: string,
  seed: number,
  context: WorkContext
): Promise<SynthesisUtility['models'][number]> {
  const options = { seed, context: partOf(context, 1, 1) };
  const scored = async (outcome: Outcome) => bounds((await judge(outcome, { ...options, metrics: [metric] }))[metric]!);
  const { difference } = await comparePair(synthetic, real, metric, options);
  return {
    label,
    real: await scored(real),
    synthetic: await scored(synthetic),
    difference: { ...bounds(difference), method: difference.method }
  };
}

const bounds = ({ value, low, high }: Metric) => ({ value, low, high });
