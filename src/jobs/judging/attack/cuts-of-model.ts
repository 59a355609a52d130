import type { ModelPackage } from '../../../predict/package-type.ts';
import type { AttackColumn } from '../../../stages/evaluate/attack/attack-columns.ts';
import { straightColumns } from '../../../stages/evaluate/attack/straight-columns.ts';
import { rawNumbersOf } from './raw-numbers.ts';

/** The columns with the cuts at which a model of trees asks about them, in the columns' own units: between two of them nothing changes. */
export function withCuts(pkg: ModelPackage, columns: readonly AttackColumn[]): AttackColumn[] {
  const raw = rawNumbersOf(pkg);
  if (raw?.kind !== 'trees') return [...columns];
  const { features } = straightColumns(
    pkg.recipe,
    columns.map(({ name }) => name)
  );
  const found = new Map(columns.map(({ name }) => [name, new Set<number>()]));
  for (const { feature, threshold, categoryStart } of raw.trees) {
    feature.forEach((j, node) => {
      const straight = j < 0 ? undefined : features.get(raw.features[j]!);
      if (!straight || categoryStart[node]! >= 0 || !Number.isFinite(threshold[node])) return;
      found.get(straight.column)?.add((threshold[node]! - straight.offset) / straight.slope);
    });
  }
  return columns.map((column) => ({ ...column, cuts: Float64Array.from(found.get(column.name)!).sort() }));
}
