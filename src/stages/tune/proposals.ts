import type { ParamSpecs, ParamValue } from '../../core/params.ts';
import type { Rng } from '../../core/rng.ts';
import { searchSpace, startOf, type Dimension, type Proposal } from './search-space.ts';

/**
 * Sets of parameters to try, all different, at most `trials` of them. Fixed parameters keep their value; the others move over their search range, on a
 * log scale where the spec says so. Random search begins with the defaults.
 */
export function proposals(
  search: 'grid' | 'random',
  specs: ParamSpecs,
  trials: number,
  rng: Rng,
  fixed: Proposal = {}
): Generator<Proposal, void> {
  const start = startOf(specs, fixed);
  const space = searchSpace(specs, fixed);
  return unique(search === 'grid' ? grid(start, space, trials) : random(start, space, rng), trials);
}

/** Draws that repeat are dropped; after many repeats in a row the space is taken to be used up. */
function* unique(source: Iterable<Proposal>, trials: number): Generator<Proposal, void> {
  const seen = new Set<string>();
  let repeats = 0;
  for (const proposal of source) {
    if (seen.size >= trials || repeats > 1000) return;
    const key = JSON.stringify(proposal);
    if (seen.has(key)) {
      repeats++;
      continue;
    }
    repeats = 0;
    seen.add(key);
    yield proposal;
  }
}

function* random(start: Proposal, space: readonly Dimension[], rng: Rng): Generator<Proposal> {
  yield start;
  for (;;) yield { ...start, ...Object.fromEntries(space.map((dimension) => [dimension.name, dimension.at(rng())])) };
}

/** Every combination of evenly spaced values; as many values for each parameter as the trials allow, earlier parameters first. */
function* grid(start: Proposal, space: readonly Dimension[], trials: number): Generator<Proposal> {
  const levels = levelsWithin(space, trials).map((count, d) => valuesOf(space[d]!, count));
  const total = levels.reduce((product, values) => product * values.length, 1);
  for (let i = 0; i < total; i++) {
    let rest = i;
    const chosen = levels.map((values, d): [string, ParamValue] => {
      const value = values[rest % values.length]!;
      rest = Math.floor(rest / values.length);
      return [space[d]!.name, value];
    });
    yield { ...start, ...Object.fromEntries(chosen) };
  }
}

function levelsWithin(space: readonly Dimension[], trials: number): number[] {
  const levels = space.map(() => 1);
  const product = () => levels.reduce((all, count) => all * count, 1);
  for (;;) {
    const growable = [...levels.keys()].filter((d) => levels[d]! < space[d]!.size && (product() / levels[d]!) * (levels[d]! + 1) <= trials);
    if (growable.length === 0) return levels;
    const next = growable.reduce((least, d) => (levels[d]! < levels[least]! ? d : least));
    levels[next]!++;
  }
}

function valuesOf(dimension: Dimension, count: number): ParamValue[] {
  if (count === 1) return [dimension.start];
  const places = Array.from({ length: count }, (_, i) => (dimension.size === count ? (i + 0.5) / count : i / (count - 1)));
  return [...new Set(places.map((place) => dimension.at(place)))];
}
