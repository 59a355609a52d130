import type { ShapTrees } from '../../../kernels/shap/shap-trees.ts';
import type { MlpState } from '../../../core/network.ts';
import type { ModelPackage } from '../../../predict/package-type.ts';
import { boundaryOf, type Boundary } from '../../../stages/evaluate/attack/boundary.ts';
import { boundedLayers, type BoundedLayer } from '../../../stages/evaluate/attack/network-bounds.ts';
import type { Sum } from '../../../stages/evaluate/attack/certify-sums.ts';
import { rawModelOf } from '../../../stages/explain/shap/raw-model.ts';
import { treesOfModel, type ModelTrees } from '../../../stages/explain/shap/trees-of-model.ts';

/** What a model works out before it becomes an answer, where that is a sum over features, over trees, or comes out of layers that bounds are known for. */
export type RawNumbers =
  | { readonly kind: 'sums'; readonly sums: readonly Sum[]; readonly features: readonly string[]; readonly boundary: Boundary | null }
  | {
      readonly kind: 'trees';
      readonly models: readonly ModelTrees[];
      readonly trees: readonly ShapTrees[];
      readonly features: readonly string[];
      readonly boundary: Boundary | null;
    }
  /** The boundary is of the second class's value less the first's. */
  | {
      readonly kind: 'network';
      readonly layers: readonly BoundedLayer[];
      readonly features: readonly string[];
      readonly boundary: Boundary | null;
    };

/** Raw numbers beyond which a chance is 0 or 1. */
const ODDS: readonly [number, number] = [-60, 60];
const CHANCES: readonly [number, number] = [-1, 2];

const chanceOfOdds = (raw: number) => 1 / (1 + Math.exp(-raw));
const chanceItself = (raw: number) => Math.min(1, Math.max(0, raw));

/** Null where a model is neither linear nor of trees nor a plain network, or where a class never occurred in training. */
export function rawNumbersOf(pkg: ModelPackage): RawNumbers | null {
  const { id, state } = pkg.model;
  const labels = pkg.target.labels ?? [];
  if (id === 'mlp') return layersOf(pkg, state as MlpState, labels.length);
  const codes = labels.length === 2 ? [1] : labels.map((_, code) => code);
  const trees = all(codes.map((code) => treesOfModel(id, state, code)));
  if (trees) {
    const isChance = trees[0]!.unit === 'probability';
    const boundary = codes.length > 1 ? null : boundaryOf(pkg, isChance ? chanceItself : chanceOfOdds, isChance ? CHANCES : ODDS);
    const features = trees[0]!.features.map(({ name }) => name);
    const none = { players: [], playerOf: new Int32Array(features.length) };
    return { kind: 'trees', models: trees, trees: trees.map((model) => model.toTrees(none, null)), features, boundary };
  }
  const sums = all(codes.map((code) => rawModelOf(id, state, code)));
  if (sums?.[0]?.kind !== 'sum') return null;
  const features = sums[0].state['features'] as readonly string[];
  const own = sums.map(({ state: each }) => ({
    intercept: each['intercept'] as number,
    coefficients: each['coefficients'] as Float64Array
  }));
  return { kind: 'sums', sums: own, features, boundary: codes.length > 1 ? null : boundaryOf(pkg, chanceOfOdds, ODDS) };
}

function layersOf(pkg: ModelPackage, { layers, weights, columns }: MlpState, classes: number): RawNumbers | null {
  const bounded = boundedLayers(layers, weights);
  return (
    bounded && { kind: 'network', layers: bounded, features: columns, boundary: classes > 2 ? null : boundaryOf(pkg, chanceOfOdds, ODDS) }
  );
}

function all<T>(values: readonly (T | null)[]): readonly T[] | null {
  const there = values.filter((value): value is T => value !== null);
  return there.length > 0 && there.length === values.length ? there : null;
}
