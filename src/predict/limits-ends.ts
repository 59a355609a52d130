import type { Table } from '../core/table.ts';
import { groupPlaces, placesOf } from './limits-groups.ts';
import type { Ends, Limits } from './limits-type.ts';
import { modelScorers } from './model-registry.ts';
import type { ScoreTable } from './model-scorer.ts';
import type { ModelIn } from './model-in.ts';
import type { ModelPackage } from './package-type.ts';

/** Ends of the 95 % interval of each prediction. */
export interface Bounds {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** @param inputs of the rows, before the recipe */
export type BoundRows = (values: Float64Array, inputs: Table) => Bounds;

/**
 * How a package says the ends of its intervals; null for one that says none.
 * @param open makes a model beside the model ready
 */
export function compileBounds(
  { uncertainty, limits, ...own }: Pick<ModelPackage, 'uncertainty' | 'limits' | 'model' | 'recipe'>,
  open: (member: ModelIn) => ScoreTable
): BoundRows | null {
  if (limits?.ends) return endsOf(limits.ends, limits, sayersOf(limits.ends, own).map(open));
  if (limits?.widths) return widthsOf(limits.widths, limits);
  if (!uncertainty) return null;
  const half = uncertainty.halfWidth;
  return (values) => ({ low: values.map((x) => x - half), high: values.map((x) => x + half) });
}

/** The models beside the model, or the model itself, asked for other quantiles. */
function sayersOf(ends: Ends, { model, recipe }: Pick<ModelPackage, 'model' | 'recipe'>): readonly ModelIn[] {
  if (ends.kind !== 'quantiles' || !ends.own) return ends.members;
  const { atQuantile } = modelScorers.get(model.id);
  return ends.own.map((quantile) => ({ ...model, recipe, state: atQuantile!(model.state, quantile) }));
}

function widthsOf(widths: NonNullable<Limits['widths']>, { groups }: Limits): BoundRows {
  return (values, inputs) => {
    const placeOf = groupPlaces(inputs, groups);
    const ends = (side: 0 | 1) => values.map((value, row) => stretchOf(widths, value, placeOf(row))[side]);
    return { low: ends(0), high: ends(1) };
  };
}

/** Ends of the interval of one prediction. @param place of its group */
export function stretchOf({ edges, below, above }: NonNullable<Limits['widths']>, value: number, place = 0): readonly [number, number] {
  let stretch = place * (edges.length + 1);
  for (let at = 0; at < edges.length && value > edges[at]!; at++) stretch++;
  return [value - below[stretch]!, value + above[stretch]!];
}

function endsOf(ends: Ends, { groups }: Limits, members: readonly ScoreTable[]): BoundRows {
  return (values, inputs) => {
    const placeOf = groupPlaces(inputs, groups);
    const told = members.map((score) => score(inputs));
    const both = Array.from(values, (value, row) =>
      boundsOf(ends, placesOf(groups), value, { said: told.map((own) => own[row]!), place: placeOf(row) })
    );
    return { low: Float64Array.from(both, ([low]) => low), high: Float64Array.from(both, ([, high]) => high) };
  };
}

/** What the members say of one row, and the place of its group. */
interface Told {
  readonly said: readonly number[];
  readonly place: number;
}

function boundsOf(ends: Ends, places: number, value: number, { said, place }: Told): readonly [number, number] {
  switch (ends.kind) {
    case 'quantiles': {
      const middle = (said[0]! + said[1]!) / 2;
      const half = Math.max(0, Math.abs(said[1]! - said[0]!) / 2 + ends.margins[place]!);
      return [middle - half, middle + half];
    }
    case 'scaled': {
      const half = ends.margins[place]! * Math.max(ends.least, said[0]!);
      return [value - half, value + half];
    }
    case 'plus': {
      const folds = ends.members.length;
      const of = (at: number) => plusBounds(said, ends.misses.slice(at * folds, at * folds + folds));
      if (place < places - 1 || places === 1) return of(place);
      const all = Array.from({ length: places }, (_, at) => of(at));
      return [Math.min(...all.map(([low]) => low)), Math.max(...all.map(([, high]) => high))];
    }
  }
}

const LEVEL = 0.95;

/**
 * CV+: every row left out of a fold says what that fold's model answers, less and plus its own miss; of all that is said below, and of all above, the outermost
 * twentieth is passed over.
 * Source: Barber, Candès, Ramdas & Tibshirani (2021), "Predictive inference with the jackknife+", section 3.
 * @param said what the model of each fold answers
 * @param misses sizes of misses on rows left out of each fold, ascending
 */
export function plusBounds(said: readonly number[], misses: readonly Float64Array[]): readonly [number, number] {
  const n = misses.reduce((sum, own) => sum + own.length, 0);
  const skip = n - Math.min(n, Math.ceil((n + 1) * LEVEL - 1e-9));
  return [
    -outermost(
      said.map((x) => -x),
      misses,
      skip
    ),
    outermost(said, misses, skip)
  ];
}

/** The largest sum of an answer and one of its misses, after so many larger ones. */
function outermost(said: readonly number[], misses: readonly Float64Array[], skip: number): number {
  const next = misses.map((own) => own.length - 1);
  const sumOf = (fold: number) => (next[fold]! < 0 ? -Infinity : said[fold]! + misses[fold]![next[fold]!]!);
  for (let passed = 0; ; passed++) {
    let top = 0;
    for (let fold = 1; fold < said.length; fold++) if (sumOf(fold) > sumOf(top)) top = fold;
    if (passed === skip) return sumOf(top);
    next[top]!--;
  }
}
