import { groupsOf, slotsOf, type AdditiveFeature, type AdditiveState, type AdditiveTerm } from '../../core/additive-terms.ts';
import { defineScorer } from '../model-scorer.ts';
import { writeShares } from './class-shares.ts';
import { expectState, isClasses, isFiniteArray } from './feature-columns.ts';
import { isTreeFeature, readerOf } from './tree-features.ts';

const BATCH = 16_384;

/** Looks up what each feature, and each pair of them, adds, and sums it in the order of the terms: a row gets the same bits alone and in a batch. */
export const explainableBoostingScorer = defineScorer<AdditiveState>({
  id: 'explainable-boosting',
  holds: 'cut-points',
  compile(state) {
    check(state);
    const { outputs, present, link, start, features, terms } = state;
    const readers = features.map(readerOf);
    const slots = terms.map((term) => slotReader(term, features));
    const places = features.map(binOf);
    const raw = new Float64Array(start.length);
    return (table) => {
      const reads = readers.map((read) => read(table));
      const out = new Float64Array(table.rows * outputs);
      const wide = features.length;
      const bins = new Float64Array(Math.min(table.rows, BATCH) * wide);
      for (let from = 0; from < table.rows; from += BATCH) {
        const to = Math.min(table.rows, from + BATCH);
        reads.forEach((read, j) => read(from, to, bins, j, wide));
        for (let i = from; i < to; i++) {
          const at = (i - from) * wide;
          for (let j = 0; j < wide; j++) bins[at + j] = places[j]!(bins[at + j]!);
          raw.set(start);
          for (let t = 0; t < terms.length; t++) addTerm(terms[t]!.values, slots[t]!(bins, at), raw);
          if (link === 'identity') out[i] = raw[0]!;
          else writeShares(raw, present, out, i * outputs);
        }
      }
      return out;
    };
  }
});

function addTerm(values: Float64Array, slot: number, raw: Float64Array): void {
  for (let k = 0; k < raw.length; k++) raw[k]! += values[slot * raw.length + k]!;
}

/** The bin of a value as it was read: levels come as their bins already. */
function binOf(feature: AdditiveFeature): (value: number) => number {
  const missing = slotsOf(feature) - 1;
  const { borders } = feature;
  if (!borders) return (bin) => (bin !== bin ? missing : bin);
  return (value) => {
    if (value !== value) return missing;
    let [low, high] = [0, borders.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (value <= borders[middle]!) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

function slotReader({ features: [first, second] }: AdditiveTerm, features: readonly AdditiveFeature[]) {
  if (second === undefined) return (bins: Float64Array, at: number) => bins[at + first!]!;
  const [a, b, width] = [features[first!]!.groupOf!, features[second]!.groupOf!, groupsOf(features[second]!)];
  return (bins: Float64Array, at: number) => a[bins[at + first!]!]! * width + b[bins[at + second]!]!;
}

function check({ outputs, present, link, start, features, terms }: AdditiveState): void {
  const expect = (what: string, holds: boolean) => expectState('explainable boosting', what, holds);
  expect('start', isFiniteArray(start) && start.length > 0);
  expect('features', Array.isArray(features) && features.every(isFeature));
  if (link === 'identity') expect('outputs', outputs === 1 && start.length === 1 && present.length === 0);
  else {
    expect('classes', isClasses(present, outputs) && present.length >= 2 && start.length === (link === 'logistic' ? 1 : present.length));
    expect('link', (link === 'logistic' && present.length === 2) || link === 'softmax');
  }
  expect('terms', Array.isArray(terms) && terms.every((term) => isTerm(term, features, start.length)));
}

const isFeature = (feature: AdditiveFeature): boolean =>
  isTreeFeature(feature) &&
  (feature.levels === null) === isFiniteArray(feature.borders ?? undefined) &&
  (feature.groupOf === null || (feature.groupOf instanceof Uint8Array && feature.groupOf.length === slotsOf(feature)));

function isTerm({ features: at, values }: AdditiveTerm, features: readonly AdditiveFeature[], scores: number): boolean {
  if (!(at instanceof Int32Array) || !isFiniteArray(values) || !at.every((j) => j >= 0 && j < features.length)) return false;
  const own = Array.from(at, (j) => features[j]!);
  if (own.length === 1) return values.length === slotsOf(own[0]!) * scores;
  return (
    own.length === 2 && own.every(({ groupOf }) => groupOf !== null) && values.length === groupsOf(own[0]!) * groupsOf(own[1]!) * scores
  );
}
