import { inSentence, listedNames, quoted } from '../../core/words.ts';
import { shapeMismatch, tooFewRows } from '../../core/errors/tables.ts';
import {
  featureInfinite,
  featureMissing,
  featureNotNumeric,
  featureUnusable,
  noFeatures,
  noTarget,
  classWithoutTraining,
  targetConstant,
  targetUnusable,
  taskNotSupported,
  tooManyRows,
  weightsUnusable
} from '../../core/errors/training.ts';
import { gatherKinship } from '../../core/kinship.ts';
import { gatherMade } from '../../core/made-rows.ts';
import type { FeatureNeeds, ModelType, TrainingData } from '../../core/model.ts';
import { gather, type Column, type Table } from '../../core/table.ts';
import { doneWith } from '../../core/table-view.ts';
import { gatherTarget, targetRows, taskOf, type Target } from '../../core/target.ts';

/** What of a model type decides whether data fit it. */
export type Learner = Pick<ModelType, 'label' | 'family' | 'takes' | 'tasks' | 'mostRows'>;

/**
 * Refuses, with the reason, data that the model can't learn from. Called at the door of a training job, after the recipe, and by every fit.
 * @throws LatheError `no-target`, `task-not-supported`, `shape-mismatch`, `too-many-rows`, `too-few-rows`, `target-unusable`, `weights-unusable`,
 * `target-constant`, `no-features`, `feature-not-numeric`, `feature-unusable`, `feature-missing` or `feature-infinite`
 */
export function checkTrainable(data: TrainingData, model: Learner): void {
  if (!(data.target as Target | null)) throw noTarget();
  const task = taskOf(data.target);
  if (!model.tasks.includes(task)) throw taskNotSupported(model.label, task, model.tasks);
  const rows = targetRows(data.target);
  if (data.features.rows !== rows) throw shapeMismatch('Rows of the features and of the target', rows, data.features.rows);
  if (model.mostRows !== undefined && rows > model.mostRows) throw tooManyRows(model.label, rows, model.mostRows);
  if (rows < 2) throw tooFewRows(rows, 2, `Training ${inSentence(model.label)}`);
  checkWeights(data.weights, rows);
  checkTarget(data.target, data.weights);
  if (model.family !== 'baseline') checkFeatures(data.features, model.takes);
}

/**
 * The data without the rows that weigh nothing, which no learner may notice.
 * @throws what `checkTrainable` throws
 */
export function readyForTraining(data: TrainingData, model: Learner): TrainingData {
  checkTrainable(data, model);
  const { weights } = data;
  if (!weights || weights.every((weight) => weight > 0)) return data;
  const kept = Uint32Array.from(weights.keys()).filter((row) => weights[row]! > 0);
  return {
    features: gather(data.features, kept),
    target: gatherTarget(data.target, kept),
    weights: weights.filter((weight) => weight > 0),
    ...(data.kinship ? { kinship: gatherKinship(data.kinship, kept) } : {}),
    ...(data.made ? { made: gatherMade(data.made, kept) } : {})
  };
}

function checkWeights(weights: Float64Array | null, rows: number): void {
  if (!weights) return;
  if (weights.length !== rows) throw shapeMismatch('Number of row weights', rows, weights.length);
  const bad = weights.findIndex((weight) => !Number.isFinite(weight) || weight < 0);
  if (bad >= 0) throw weightsUnusable(`the weight of row ${bad + 1} is ${weights[bad]}`);
  const counting = weights.filter((weight) => weight > 0).length;
  if (counting < 2) throw weightsUnusable(`only ${counting} of ${rows} rows weigh more than zero`);
}

function checkTarget(target: Target, weights: Float64Array | null): void {
  const values = target.kind === 'classes' ? target.codes : target.values;
  const isUsable = (value: number) => (target.kind === 'classes' ? value >= 0 && value < target.labels.length : Number.isFinite(value));
  let unusable = 0;
  for (const value of values) if (!isUsable(value)) unusable++;
  if (unusable > 0) throw targetUnusable(target.name, unusable);
  const counts = (row: number) => weights === null || weights[row]! > 0;
  const first = values.findIndex((_, row) => counts(row));
  if (values.some((value, row) => counts(row) && value !== values[first])) return;
  const shown = target.kind === 'classes' ? quoted(target.labels[target.codes[first]!]!) : String(target.values[first]);
  const others = target.kind === 'classes' ? target.labels.filter((_, code) => code !== target.codes[first]) : [];
  if (others.length > 0) throw classWithoutTraining(target.name, { value: shown, rows: values.length, others: listedNames(others) });
  throw targetConstant(target.name, shown, values.length);
}

function checkFeatures(features: Table, takes: FeatureNeeds): void {
  if (features.columns.length === 0) throw noFeatures();
  for (const column of features.columns) {
    if (takes === 'encoded') checkEncoded(column);
    else if (takes === 'mixed') checkMixed(column);
    else if (column.kind !== 'image') throw featureUnusable(column.name, column.kind);
    doneWith(column);
  }
}

function checkEncoded(column: Column): void {
  if (column.kind !== 'number') throw featureNotNumeric(column.name, column.kind);
  const { missing, infinite } = oddities(column.values);
  if (missing > 0) throw featureMissing(column.name, missing);
  if (infinite > 0) throw featureInfinite(column.name, infinite);
}

function checkMixed(column: Column): void {
  if (column.kind === 'category') return;
  if (column.kind !== 'number') throw featureUnusable(column.name, column.kind);
  const { infinite } = oddities(column.values);
  if (infinite > 0) throw featureInfinite(column.name, infinite);
}

/** One plain loop: it runs over every value of the data before each fit, and an iterator of it would take six times as long. */
function oddities(values: Float64Array): { missing: number; infinite: number } {
  let missing = 0;
  let infinite = 0;
  let at = 0;
  while (at < values.length) {
    const value = values[at++]!;
    if (value - value === 0) continue;
    if (value !== value) missing++;
    else infinite++;
  }
  return { missing, infinite };
}
