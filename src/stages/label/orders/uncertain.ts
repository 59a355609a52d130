import { percent, quoted } from '../../../core/words.ts';
import type { Candidates, Chosen, SamplingOrder } from '../order-type.ts';

/**
 * The smallest margin between the two likeliest classes first.
 * Source: Scheffer, Decomain & Wrobel (2001), "Active hidden Markov models for information extraction"; Settles (2009), section 3.1.
 */
export const uncertain: SamplingOrder = {
  id: 'uncertain',
  label: 'Where it is least sure',
  doc: 'The rows whose two likeliest classes are closest first: a label there teaches most, and a sample of them tells nothing of the whole.',
  needsProbabilities: true,
  choose: (candidates, count) => Promise.resolve(leastSure(candidates, count))
};

/** @returns the least sure first */
export function leastSure({ open, probabilities, classes }: Candidates, count: number): Chosen[] {
  const margins = Array.from(open, (place) => ({ place, ...marginOf(probabilities!, place, classes.length) }));
  margins.sort((a, b) => a.margin - b.margin || a.place - b.place);
  return margins.slice(0, count).map(({ place, first, second }) => ({
    place,
    why:
      (probabilities![place * classes.length + first] ?? 0) === 0
        ? 'Nothing that has a label is like it.'
        : `It could be ${quoted(classes[first]!)} (${shareOf(probabilities!, place, first, classes.length)}) or ${quoted(classes[second]!)} (${shareOf(probabilities!, place, second, classes.length)}).`
  }));
}

const shareOf = (probabilities: Float64Array, place: number, code: number, classes: number) =>
  percent(probabilities[place * classes + code]!);

export function marginOf(probabilities: Float64Array, place: number, classes: number): { first: number; second: number; margin: number } {
  const at = (code: number) => probabilities[place * classes + code]!;
  let [first, second] = at(1) > at(0) ? [1, 0] : [0, 1];
  for (let k = 2; k < classes; k++) {
    if (at(k) > at(first)) [first, second] = [k, first];
    else if (at(k) > at(second)) second = k;
  }
  return { first, second, margin: at(first) - at(second) };
}
