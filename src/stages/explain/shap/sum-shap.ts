import { mean } from '../../../core/stats.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import type { Table } from '../../../core/table.ts';
import { applyRecipe } from '../../../predict/apply-recipe.ts';
import { modelScorers } from '../../../predict/model-registry.ts';
import { encodedColumns } from '../../../predict/models/feature-columns.ts';
import { playersOf, type Player } from './players.ts';
import { rawModelOf, type RawModel } from './raw-model.ts';
import type { Shap, ShapRequest } from './shap-type.ts';

/** One part of a sum: what it adds to each of some rows, and whose it is. */
interface Part {
  readonly player: number;
  of(features: Table): Float64Array;
}

/**
 * Exact Shapley values, interventional, of a model that is a sum of parts each of which hangs on one player: what a part adds to a row less what it adds to the
 * background on average. Of an additive model a pair of columns is a player of its own, for what it adds can't be told apart.
 * Source: Lundberg & Lee (2017), "A unified approach to interpreting model predictions", corollary 1.
 * @returns null where the model is no such sum
 */
export function sumShap({ pkg, table, background, code }: ShapRequest): Shap | null {
  const raw = rawModelOf(pkg.model.id, pkg.model.state, code);
  if (!raw || raw.kind === 'trees') return null;
  const { players, parts } = raw.kind === 'sum' ? weighed(raw, pkg.recipe, table) : termsOf(raw, pkg.recipe, table);
  const [features, others] = [applyRecipe(pkg.recipe, table), applyRecipe(pkg.recipe, background)];
  const score = modelScorers.get(raw.id).compile(raw.state);
  const values = new Float64Array(table.rows * players.length);
  for (const { player, of } of parts) {
    const usual = mean(of(others));
    of(features).forEach((value, row) => (values[row * players.length + player]! += raw.sign * (value - usual)));
  }
  return {
    way: raw.kind,
    unit: raw.unit,
    players,
    values,
    base: raw.sign * mean(score(others)),
    outputs: score(features).map((value) => raw.sign * value),
    errors: null
  };
}

type Recipe = ShapRequest['pkg']['recipe'];

function weighed({ state }: RawModel, recipe: Recipe, inputs: Table): { players: readonly Player[]; parts: Part[] } {
  const names = state['features'] as readonly string[];
  const coefficients = state['coefficients'] as Float64Array;
  const { players, playerOf } = playersOf(recipe, inputs, names);
  const parts = names.map((name, j): Part => ({
    player: playerOf[j]!,
    of: (features) => encodedColumns(features, [name])[0]!.map((value) => coefficients[j]! * value)
  }));
  return { players, parts };
}

/** An additive model of a single term is a model as well: the scorer's own code says what the term adds. */
function termsOf({ id, state }: RawModel, recipe: Recipe, inputs: Table): { players: readonly Player[]; parts: Part[] } {
  const terms = state['terms'] as readonly PlainRecord[];
  const features = state['features'] as readonly { readonly name: string }[] | undefined;
  const namesOf = (term: PlainRecord) =>
    features ? Array.from(term['features'] as Int32Array, (j) => features[j]!.name) : [term['name'] as string];
  const names = [...new Set(terms.flatMap(namesOf))];
  const { players: single, playerOf } = playersOf(recipe, inputs, names);
  const players = [...single];
  const parts = terms.map((term): Part => {
    const own = [...new Set(namesOf(term).map((name) => playerOf[names.indexOf(name)]!))];
    const alone = modelScorers.get(id).compile({ ...state, start: Float64Array.of(0), terms: [term] });
    return { player: own.length === 1 ? own[0]! : pairOf(players, own), of: alone };
  });
  return { players, parts };
}

function pairOf(players: Player[], own: readonly number[]): number {
  const label = own.map((place) => players[place]!.label).join(' × ');
  const known = players.findIndex((player) => player.label === label);
  return known >= 0 ? known : players.push({ columns: own.flatMap((place) => players[place]!.columns), label }) - 1;
}
