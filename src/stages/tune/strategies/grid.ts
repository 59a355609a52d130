import type { ParamValue } from '../../../core/params.ts';
import { groundOf } from '../ground.ts';
import type { Dimension } from '../search-space.ts';
import type { SearchStrategy } from '../strategy-type.ts';

/** Every combination of evenly spaced values; as many values for each parameter as the trials allow, earlier parameters first. */
export const grid: SearchStrategy = {
  id: 'grid',
  label: 'Grid',
  doc: 'Every combination of evenly spaced values. Easy to explain; for one or two parameters only.',
  onShares: false,
  *search(ask) {
    const { start, space, fresh } = groundOf(ask);
    const levels = levelsWithin(space, ask.trials).map((count, d) => valuesOf(space[d]!, count));
    const total = levels.reduce((product, values) => product * values.length, 1);
    for (let i = 0; i < total; i++) {
      let rest = i;
      const chosen = levels.map((values, d): [string, ParamValue] => {
        const value = values[rest % values.length]!;
        rest = Math.floor(rest / values.length);
        return [space[d]!.name, value];
      });
      const params = { ...start, ...Object.fromEntries(chosen) };
      if (fresh.isNew(params)) yield { params, share: 1 };
    }
  }
};

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
