import type { PlainRecord } from '../../../core/plain.ts';
import type { Table } from '../../../core/table.ts';
import { countCover, type ShapTrees } from '../../../kernels/shap/shap-trees.ts';
import { modelScorers } from '../../../predict/model-registry.ts';
import type { ScoreTable } from '../../../predict/model-scorer.ts';
import type { AveragedState } from '../../../predict/models/averaged-trees.ts';
import { readerOf, type TreeFeature } from '../../../predict/models/tree-features.ts';
import type { Players } from './players.ts';
import { rawModelOf, type Unit } from './raw-model.ts';

/** The trees behind one number of a model. */
export interface ModelTrees {
  readonly unit: Unit;
  readonly features: readonly TreeFeature[];
  /** What is added to the sum of the trees, before the sign. */
  readonly start: number;
  readonly sign: 1 | -1;
  /** The number as the scorer works it out, of features after the recipe. */
  readonly score: ScoreTable;
  /** @param known training rows after the recipe, for trees that did not keep how many came to each node; null where it is not asked for */
  toTrees(players: Players, known: Table | null): ShapTrees;
}

const AVERAGED: readonly string[] = ['tree', 'forest', 'extra-trees'];

/** Null where a model is not one of trees whose answers are added up, or the class did not occur in training. */
export function treesOfModel(id: string, state: PlainRecord, code: number | null): ModelTrees | null {
  if (AVERAGED.includes(id)) return averaged(id, state as AveragedState, code);
  const raw = rawModelOf(id, state, code);
  return raw?.kind === 'trees' ? boosted(raw.id, raw.state, raw.sign, raw.unit) : null;
}

function boosted(id: string, state: PlainRecord, sign: 1 | -1, unit: Unit): ModelTrees {
  const features = state['features'] as readonly TreeFeature[];
  const nodes = state as unknown as Omit<ShapTrees, 'roots' | 'scale' | 'playerOf' | 'players'>;
  const score = modelScorers.get(id).compile(state);
  return {
    unit,
    features,
    start: (state['start'] as Float64Array)[0]!,
    sign,
    score: (table) => score(table).map((value) => sign * value),
    toTrees: ({ players, playerOf }) => ({
      ...nodes,
      roots: state['treeStarts'] as Int32Array,
      scale: 1,
      playerOf,
      players: players.length
    })
  };
}

function averaged(id: string, state: AveragedState, code: number | null): ModelTrees | null {
  const place = state.present.length === 0 ? 0 : state.present.indexOf(code ?? -1);
  if (place < 0) return null;
  const all = modelScorers.get(id).compile(state);
  return {
    unit: state.present.length === 0 ? 'answer' : 'probability',
    features: state.features,
    start: 0,
    sign: 1,
    score: (table) => all(table).filter((_, i) => i % state.outputs === (code ?? 0)),
    toTrees: (players, known) => spread(state, place, players, known)
  };
}

/** An averaged forest keeps its nodes tight; here they stand side by side. */
function spread(state: AveragedState, place: number, { players, playerOf }: Players, known: Table | null): ShapTrees {
  const { feature, right, at, missingLeft, cuts, categoryBits, features, values, width } = state;
  const isCategory = features.map(({ levels }) => levels !== null);
  const each = <A>(make: (size: number) => A, leaf: (node: number) => number, question: (node: number) => number) => {
    const out = make(right.length) as A & Record<number, number>;
    for (let node = 0; node < right.length; node++) out[node] = right[node] === 0 ? leaf(node) : question(node);
    return out as A;
  };
  const wholes = (size: number) => new Int32Array(size);
  const numbers = (size: number) => new Float64Array(size);
  const trees = {
    roots: state.treeStarts,
    feature: each(wholes, () => -1, (node) => feature[node]!), // prettier-ignore
    threshold: each(numbers, () => 0, (node) => (isCategory[feature[node]!] ? 0 : cuts[at[node]!]!)), // prettier-ignore
    left: each(wholes, () => -1, (node) => node + 1), // prettier-ignore
    right: each(wholes, () => -1, (node) => right[node]!), // prettier-ignore
    missingLeft,
    categoryStart: each(wholes, () => -1, (node) => (isCategory[feature[node]!] ? at[node]! : -1)), // prettier-ignore
    categoryBits,
    value: each(numbers, (node) => values[at[node]! * width + place]!, () => 0), // prettier-ignore
    scale: 1 / state.treeStarts.length,
    playerOf,
    players: players.length
  };
  return { ...trees, cover: coverOf(state, trees, known) };
}

function coverOf({ cover, right, features }: AveragedState, trees: Omit<ShapTrees, 'cover'>, known: Table | null): Float64Array {
  if (cover) return Float64Array.from(cover);
  return known ? countCover(trees, rowsOf(features, known), features.length) : new Float64Array(right.length);
}

/** Rows as the trees read them: of a category the bin, missing and unknown ones NaN; row-major. */
export function rowsOf(features: readonly TreeFeature[], table: Table): Float64Array {
  const out = new Float64Array(table.rows * features.length);
  features.forEach((feature, j) => readerOf(feature)(table)(0, table.rows, out, j, features.length));
  return out;
}
