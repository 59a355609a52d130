import { partOf } from '../../../core/context.ts';
import type { Table } from '../../../core/table.ts';
import { valuesAgainstRows } from '../../../kernels/shap/against-rows.ts';
import { interactionValues } from '../../../kernels/shap/interactions.ts';
import { pathValues } from '../../../kernels/shap/path-values.ts';
import { applyRecipe } from '../../../predict/apply-recipe.ts';
import { playersOf } from './players.ts';
import type { Shap, ShapRequest } from './shap-type.ts';
import { rowsOf, treesOfModel, type ModelTrees } from './trees-of-model.ts';

/**
 * Exact Shapley values of a model of trees, for original columns: a column is one player with all that the recipe made of it, so that values are those of the
 * game in which columns, not features, become known; a column with a single feature has the value of that feature.
 * Boosting is explained in its sum, before it becomes a probability; forests and single trees in the probability, or the answer, itself.
 * @param covers training rows: then what is not known is told by the share of them that went each way in a tree; null = by the background
 * @returns null where the model is not one of trees whose answers are added up
 */
export async function treeShap(request: ShapRequest, covers: Table | null): Promise<Shap | null> {
  const laid = layOut(request, covers);
  if (!laid) return null;
  const { model, trees, players, x, features } = laid;
  const cols = model.features.length;
  const work = partOf(request.context, 0.05, 1);
  const found = covers
    ? await pathValues(trees, x, cols, work)
    : await valuesAgainstRows(trees, x, rowsOf(model.features, applyRecipe(request.pkg.recipe, request.background)), cols, work);
  return {
    way: covers ? 'trees by cover' : 'trees against rows',
    unit: model.unit,
    players,
    values: found.values.map((value) => model.sign * value),
    base: model.sign * (found.base + model.start),
    outputs: model.score(features),
    errors: null
  };
}

/** What pairs of players add together, path-dependent: values are [rows, players, players]. Null as above. */
export async function treeInteractions(request: ShapRequest, covers: Table): Promise<Shap | null> {
  const laid = layOut(request, covers);
  if (!laid) return null;
  const { model, trees, players, x, features } = laid;
  const found = await interactionValues(trees, x, model.features.length, request.context);
  const values = found.values.map((value) => model.sign * value);
  const base = model.sign * (found.base + model.start);
  return { way: 'trees by cover', unit: model.unit, players, values, base, outputs: model.score(features), errors: null };
}

function layOut({ pkg, table, code }: ShapRequest, covers: Table | null) {
  const model: ModelTrees | null = treesOfModel(pkg.model.id, pkg.model.state, code);
  if (!model) return null;
  const players = playersOf(pkg.recipe, table, model.features.map(({ name }) => name)); // prettier-ignore
  const trees = model.toTrees(players, covers && applyRecipe(pkg.recipe, covers));
  const features = applyRecipe(pkg.recipe, table);
  return { model, trees, players: players.players, features, x: rowsOf(model.features, features) };
}
