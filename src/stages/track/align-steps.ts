import type { StepChange, ValueChange } from '../../core/run-diff.ts';
import type { RecipeStep } from '../../core/recipe.ts';

/**
 * The least changes that make the second recipe of the first, in the order of the second: steps of one kind are held against each other, and a step goes
 * or comes where that is less than a change. An edit distance (Wagner and Fischer 1974) in which a step that is changed costs less the more of it stays.
 */
export function diffRecipes(a: readonly RecipeStep[], b: readonly RecipeStep[]): StepChange[] {
  const costs = costTable(a, b);
  const changes: StepChange[] = [];
  let [i, j] = [a.length, b.length];
  while (i > 0 || j > 0) {
    const [one, other] = [a[i - 1], b[j - 1]];
    if (one && other && costs[i]![j] === costs[i - 1]![j - 1]! + changeCost(one, other)) {
      [i, j] = [i - 1, j - 1];
      changes.push(...changed(one, other, j));
    } else if (other && costs[i]![j] === costs[i]![j - 1]! + 1) {
      changes.push({ change: 'added', kind: other.kind, at: --j, columns: other.columns });
    } else {
      changes.push({ change: 'removed', kind: one!.kind, at: --i, columns: one!.columns });
    }
  }
  return changes.reverse();
}

/** Least cost to make the first j steps of b from the first i of a. */
function costTable(a: readonly RecipeStep[], b: readonly RecipeStep[]): number[][] {
  const costs = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : i)));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const kept = costs[i - 1]![j - 1]! + changeCost(a[i - 1]!, b[j - 1]!);
      costs[i]![j] = Math.min(kept, costs[i - 1]![j]! + 1, costs[i]![j - 1]! + 1);
    }
  }
  return costs;
}

/** 0 for the same, less than 2 for one kind, more than to remove and to add for two kinds. */
function changeCost(a: RecipeStep, b: RecipeStep): number {
  if (a.kind !== b.kind) return 3;
  const columns = new Set([...a.columns, ...b.columns]).size;
  const differing = differingColumns(a, b);
  const lost = columns === 0 ? 0 : (differing.added.length + differing.removed.length) / columns;
  return lost + Math.min(0.5, 0.125 * diffValues(a.params ?? {}, b.params ?? {}).length);
}

function changed(a: RecipeStep, b: RecipeStep, at: number): StepChange[] {
  const [columns, params] = [differingColumns(a, b), diffValues(a.params ?? {}, b.params ?? {})];
  const isSame = columns.added.length + columns.removed.length + params.length === 0;
  return isSame ? [] : [{ change: 'changed', kind: b.kind, at, columns, params }];
}

const differingColumns = (a: RecipeStep, b: RecipeStep) => ({
  added: b.columns.filter((name) => !a.columns.includes(name)),
  removed: a.columns.filter((name) => !b.columns.includes(name))
});

/** The fields in which two records differ, in the order of the first and then the second. A field that is not there and one that is undefined are the same. */
export function diffValues(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): ValueChange[] {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return names
    .filter((name) => JSON.stringify(a[name]) !== JSON.stringify(b[name]))
    .map((name) => ({ name, ...(a[name] === undefined ? {} : { a: a[name] }), ...(b[name] === undefined ? {} : { b: b[name] }) }));
}
