import { resolveParams } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { categoryColumn, type Table } from '../../../src/core/table.ts';
import type { Target } from '../../../src/core/target.ts';
import type { ModelPackage } from '../../../src/predict/package-type.ts';
import { buildPackage } from '../../../src/stages/package/build-package.ts';
import { summarizeColumns } from '../../../src/stages/prepare/column-summary.ts';
import { fitRecipe } from '../../../src/stages/prepare/fit-recipe.ts';
import { suggestRecipe } from '../../../src/stages/prepare/suggest-recipe.ts';
import { classicalModels } from '../../../src/stages/train/registry.ts';
import { quiet } from '../prepare/context.ts';
import { fitContext } from '../train/support.ts';

export const rows = 400;
const rng = createRng(5);
const x = Float64Array.from({ length: rows }, (_, i) => (i % 9 === 4 ? NaN : normal(rng)));
const level = Array.from({ length: rows }, (_, i) => (i % 13 === 0 ? null : ['red', 'green', 'blue'][Math.floor(rng() * 3)]!));
/** Numbers, a category and a time, with gaps. */
export const features: Table = {
  rows,
  columns: [
    { kind: 'number', name: 'x', values: x },
    { kind: 'number', name: 'noise', values: Float64Array.from({ length: rows }, () => normal(rng)) },
    categoryColumn('level', level),
    { kind: 'time', name: 'at', values: Float64Array.from({ length: rows }, (_, i) => 1.6e12 + i * 8e7) }
  ]
};
const signal = Array.from(x, (value, i) => (Number.isNaN(value) ? 0.3 : value) + (level[i] === 'red' ? 1.5 : -0.5) + 0.2 * normal(rng));
export const classes: Target = {
  kind: 'classes',
  name: 'answer',
  labels: ['no', 'yes'],
  codes: Int32Array.from(signal, (value) => (value > 0.2 ? 1 : 0))
};
export const numbers: Target = { kind: 'numbers', name: 'answer', values: Float64Array.from(signal) };

/** A model really trained on those rows, with the recipe the app would suggest, as a package. */
export async function packageOf(id: string, target: Target, params: Record<string, unknown> = {}): Promise<ModelPackage> {
  const type = classicalModels.get(id);
  const { steps } = suggestRecipe(summarizeColumns(features), type.takes);
  const { fitted, table } = await fitRecipe(steps, features, { ...quiet(), target });
  const chosen = resolveParams(type.label, type.params, params);
  const { state } = await type.fit({ features: table, target, weights: null }, chosen, fitContext());
  return buildPackage({
    features: [
      { name: 'x', type: 'number', role: 'feature' },
      { name: 'noise', type: 'number', role: 'feature' },
      { name: 'level', type: 'category', role: 'feature' },
      { name: 'at', type: 'time', role: 'feature' }
    ],
    training: features,
    heldOut: features,
    target:
      target.kind === 'classes'
        ? { name: 'answer', type: 'category', labels: target.labels, ...(target.labels.length === 2 ? { positive: 'yes' } : {}) }
        : { name: 'answer', type: 'number' },
    recipe: fitted,
    model: { id, label: type.label, params: chosen as PlainRecord, state },
    calibration: null,
    threshold: target.kind === 'classes' && target.labels.length === 2 ? 0.5 : null,
    uncertainty: null,
    provenance: { datasetHash: '', splitHash: '', recipeHash: '', seed: 1, trainRows: rows, latheVersion: '0' }
  });
}
