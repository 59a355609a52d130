import { editNotRead } from '../../../core/errors/training.ts';
import { type AdditiveFeature, type AdditiveTerm } from '../../../core/additive-terms.ts';
import type { ShapeEdit } from '../../../core/shape-edit.ts';
import { quoted } from '../../../core/words.ts';

/**
 * The terms with what a person changed, one edit after the other; the terms given stay as they are. Of what was set nothing is uncertain any more.
 * @throws LatheError `edit-not-read` when an edit does not fit the model
 */
export function editTerms(
  terms: readonly AdditiveTerm[],
  features: readonly AdditiveFeature[],
  edits: readonly ShapeEdit[],
  scores: number
): readonly AdditiveTerm[] {
  if (edits.length > 0 && scores > 1) throw editNotRead('with more than two classes each feature has a shape for every class');
  const names = features.map(({ name }) => name);
  const placeOf = (name: string) => {
    const at = names.indexOf(name);
    if (at < 0) throw editNotRead(`there is no feature ${quoted(name)} after the recipe`);
    return at;
  };
  return edits.reduce<readonly AdditiveTerm[]>((now, edit) => {
    const first = placeOf(edit.feature);
    if (edit.and !== undefined) return withoutPair(now, first, placeOf(edit.and));
    return now.map((term) => (term.features.length === 1 && term.features[0] === first ? edited(term, features[first]!, edit) : term));
  }, terms);
}

/** A pair that these data did not bring out is flat already. */
const withoutPair = (terms: readonly AdditiveTerm[], a: number, b: number): AdditiveTerm[] =>
  terms.map((term) =>
    term.features.length === 2 && term.features.includes(a) && term.features.includes(b)
      ? { ...term, values: term.values.map(() => 0), errors: term.errors.map(() => 0) }
      : term
  );

function edited(term: AdditiveTerm, feature: AdditiveFeature, edit: ShapeEdit): AdditiveTerm {
  const slots = slotsOfEdit(feature, edit, term.values.length - 1);
  const values = term.values.slice();
  if (edit.do === 'set') for (const slot of slots) values[slot] = edit.value!;
  else if (edit.do === 'flatten') {
    const mean = meanOf(slots, term);
    for (const slot of slots) values[slot] = mean;
  } else {
    if (feature.levels) throw editNotRead(`${quoted(feature.name)} is a category, which can neither rise nor fall`);
    monotone(slots, term, edit.do === 'rise' ? 1 : -1).forEach((value, i) => (values[slots[i]!] = value));
  }
  const errors = term.errors.slice();
  for (const slot of slots) if (errors.length > 0) errors[slot] = 0;
  return { ...term, values, errors };
}

/** @param missing the slot of missing values */
function slotsOfEdit({ name, levels, binOfLevel, borders }: AdditiveFeature, edit: ShapeEdit, missing: number): number[] {
  if (edit.missing) return [missing];
  if (levels) {
    if (edit.from !== undefined || edit.to !== undefined) throw editNotRead(`${quoted(name)} is a category and has no range`);
    const wanted = edit.levels ?? levels;
    return [...new Set(levels.flatMap((level, i) => (wanted.includes(level) ? [binOfLevel![i]!] : [])))].sort((a, b) => a - b);
  }
  if (edit.levels) throw editNotRead(`${quoted(name)} is a number and has no levels`);
  const { from = -Infinity, to = Infinity } = edit;
  return Array.from({ length: missing }, (_, bin) => bin).filter((bin) => {
    const middle = middleOf(borders!, bin);
    return middle >= from && middle <= to;
  });
}

/** The bins at both ends reach as far as numbers do. */
function middleOf(borders: Float64Array, bin: number): number {
  const [low, high] = [borders[bin - 1] ?? -Infinity, borders[bin] ?? Infinity];
  return low === -Infinity && high === Infinity ? 0 : low / 2 + high / 2;
}

function meanOf(slots: readonly number[], { values, shares }: AdditiveTerm): number {
  const total = slots.reduce((sum, slot) => sum + shares[slot]!, 0);
  const weightOf = (slot: number) => (total > 0 ? shares[slot]! / total : 1 / slots.length);
  return slots.reduce((sum, slot) => sum + weightOf(slot) * values[slot]!, 0);
}

/** The nearest values that never go against the trend, by pooling neighbours that do. Source: Barlow et al. (1972), pool adjacent violators. */
function monotone(slots: readonly number[], { values, shares }: AdditiveTerm, trend: 1 | -1): Float64Array {
  const pools: { sum: number; weight: number; size: number }[] = [];
  for (const slot of slots) {
    const weight = Math.max(shares[slot]!, 1e-9);
    pools.push({ sum: trend * values[slot]! * weight, weight, size: 1 });
    for (let last = pools.at(-1)!, before = pools.at(-2); before && before.sum / before.weight > last.sum / last.weight;) {
      pools.splice(-2, 2, { sum: before.sum + last.sum, weight: before.weight + last.weight, size: before.size + last.size });
      [last, before] = [pools.at(-1)!, pools.at(-2)];
    }
  }
  return Float64Array.from(pools.flatMap(({ sum, weight, size }) => new Array<number>(size).fill((trend * sum) / weight)));
}
