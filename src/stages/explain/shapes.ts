import type { AdditiveFeature, AdditiveState, AdditiveTerm } from '../../core/additive-terms.ts';
import type { PlainRecord } from '../../core/plain.ts';
import type { PairWeight, Shape, ShapePlace, ShapeTable } from '../../core/shapes.ts';
import { SHAPE_PLACES, type SmoothState, type SmoothTerm } from '../../core/smooth-terms.ts';
import { smoothValue } from '../../predict/models/gam.ts';
import { normalQuantile, tQuantile } from '../../kernels/distributions.ts';

/** Wide enough for 95 of 100, by Student's t of the draws that a band comes from. */
const BAND = 0.975;

/** The shapes of an additive model; null for others. @param labels of the target's classes */
export function shapesOf(id: string, state: PlainRecord, params: PlainRecord, labels: readonly string[]): ShapeTable | null {
  if (id === 'explainable-boosting') return tables(state as AdditiveState, Number(params['outerBags'] ?? 1), labels);
  return id === 'gam' ? curves(state as SmoothState, labels) : null;
}

const byWeight = (a: { readonly weight: number }, b: { readonly weight: number }) => b.weight - a.weight;

/** The class of each score; null where there is one score alone. */
const classOf = (present: Int32Array, scores: number, k: number, labels: readonly string[]): string | null =>
  scores === 1 ? null : (labels[present[k]!] ?? null);

function tables({ features, terms, start, present, link }: AdditiveState, draws: number, labels: readonly string[]): ShapeTable {
  const wide = draws > 1 ? tQuantile(BAND, draws - 1) : 0;
  const scores = start.length;
  const shapes = terms
    .filter((term) => term.features.length === 1)
    .flatMap((term) =>
      Array.from(start, (_, k): Shape => {
        const feature = features[term.features[0]!]!;
        return {
          feature: feature.name,
          class: classOf(present, scores, k, labels),
          isCategory: feature.levels !== null,
          weight: weightOf(term, scores, k),
          places: placesOf(feature, term, scores, k, wide)
        };
      })
    );
  const pairs = terms
    .filter((term) => term.features.length === 2)
    .map((term): PairWeight => ({
      features: [features[term.features[0]!]!.name, features[term.features[1]!]!.name],
      weight: weightOf(term, scores, 0)
    }));
  return {
    sum: link === 'identity' ? 'answer' : 'log-odds',
    canEdit: scores === 1,
    shapes: shapes.sort(byWeight),
    pairs: pairs.sort(byWeight)
  };
}

const weightOf = ({ values, shares }: AdditiveTerm, scores: number, k: number): number =>
  shares.reduce((sum, share, slot) => sum + share * Math.abs(values[slot * scores + k]!), 0);

function placesOf(
  { levels, binOfLevel, borders }: AdditiveFeature,
  { values, errors, shares }: AdditiveTerm,
  scores: number,
  k: number,
  wide: number
): ShapePlace[] {
  const missing = shares.length - 1;
  const at = (slot: number) => {
    const value = values[slot * scores + k]!;
    const half = errors.length > 0 ? wide * errors[slot * scores + k]! : null;
    return { value, low: half === null ? null : value - half, high: half === null ? null : value + half };
  };
  const named = (level: string | null, isMissing: boolean, slot: number) => ({ level, from: null, to: null, isMissing, ...at(slot) });
  const gaps = shares[missing]! > 0 ? [named(null, true, missing)] : [];
  if (levels) return [...levels.map((level, i) => named(level, false, binOfLevel![i]!)), ...gaps];
  const bins = Array.from({ length: missing }, (_, bin) => ({
    level: null,
    from: borders![bin - 1] ?? -Infinity,
    to: borders![bin] ?? Infinity,
    isMissing: false,
    ...at(bin)
  }));
  return [...bins, ...gaps];
}

function curves({ terms, start, present, link }: SmoothState, labels: readonly string[]): ShapeTable {
  const scores = start.length;
  const shapes = terms.flatMap((term) =>
    Array.from(start, (_, k): Shape => {
      const places = smoothPlaces(term, scores, k);
      const weight = places.reduce((sum, { value }) => sum + Math.abs(value), 0) / places.length;
      return { feature: term.name, class: classOf(present, scores, k, labels), isCategory: term.levels !== null, weight, places };
    })
  );
  return { sum: link === 'identity' ? 'answer' : 'log-odds', canEdit: false, shapes: shapes.sort(byWeight), pairs: [] };
}

function smoothPlaces(term: SmoothTerm, scores: number, k: number): ShapePlace[] {
  const { levels, binOfLevel, low, high, coefficients, centres, errors } = term;
  const size = coefficients.length / scores;
  const valueOf = smoothValue(term);
  const shown = errors.length / scores;
  const at = (place: number, error: number) => {
    const value = valueOf(place, coefficients, k * size) - centres[k]!;
    const half = normalQuantile(BAND) * errors[k * shown + error]!;
    return { value, low: value - half, high: value + half, isMissing: false };
  };
  if (levels) return levels.map((level, i) => ({ level, from: null, to: null, ...at(binOfLevel![i]!, binOfLevel![i]!) }));
  return Array.from({ length: SHAPE_PLACES }, (_, i) => {
    const x = low + (i / (SHAPE_PLACES - 1)) * (high - low);
    return { level: null, from: x, to: x, ...at(x, i) };
  });
}
