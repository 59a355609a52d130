import type { CategoryColumn } from '../../../core/table.ts';
import type { LimitGroups } from '../../../predict/limits-type.ts';

/** Groups with fewer rows can't have ends of their own that are steady. */
export const FEWEST_OF_GROUP = 100;
const MOST_GROUPS = 20;

/** Of a group whose rows mostly weigh nothing. */
const FEWEST_WITH_SAY = 39;

/** Which group each row left out is of, and how a package names them. */
export interface GroupedLimits {
  readonly groups: LimitGroups;
  /** Beside the rows: the place among all groups that have rows enough; their number for all others. */
  readonly placeOf: Int32Array;
  /** Groups with rows enough; of a column that rows do not come with, `groups` names none of them. */
  readonly count: number;
}

/**
 * Puts rows into groups, the largest first, as far as they have rows enough for a promise of their own.
 * @param column beside the rows
 * @param isInput whether the rows that are asked later come with it
 */
export function groupRows(column: CategoryColumn, isInput: boolean): GroupedLimits {
  const counts = column.labels.map(() => 0);
  for (const code of column.codes) if (code >= 0) counts[code]!++;
  const codes = [...counts.keys()]
    .filter((code) => counts[code]! >= FEWEST_OF_GROUP)
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .slice(0, MOST_GROUPS);
  const places = column.labels.map((_, code) => codes.indexOf(code));
  const placeOf = column.codes.map((code) => (code >= 0 && places[code]! >= 0 ? places[code]! : codes.length));
  const labels = isInput ? codes.map((code) => column.labels[code]!) : [];
  return { groups: { column: column.name, labels }, placeOf, count: codes.length };
}

/**
 * What goes by groups, for each place of a package: each group's own, and last the widest of all, and of all rows together, for rows of no known group.
 * @param fit of the rows given, whose numbers go into the outcome
 */
export function byPlaces(
  rows: readonly number[],
  grouped: GroupedLimits | null,
  fit: (rows: readonly number[]) => Float64Array
): Float64Array {
  const pooled = fit(rows);
  if (!grouped) return pooled;
  const own = Array.from({ length: grouped.count }, (_, place) => {
    const of = rows.filter((row) => grouped.placeOf[row] === place);
    return of.length < FEWEST_WITH_SAY ? pooled : fit(of);
  });
  const widest = pooled.map((value, at) => Math.max(value, ...own.map((of) => of[at]!)));
  const told = grouped.groups.labels.length > 0 ? own : [];
  return Float64Array.from([...told, widest].flatMap((of) => [...of]));
}

/** How a method that goes by groups is said. */
export function sayGroups(grouped: GroupedLimits | null): string {
  if (!grouped || grouped.count === 0) return '';
  const { column, labels } = grouped.groups;
  return labels.length > 0
    ? `, for each of ${grouped.count} groups of ${column} by itself`
    : `, as wide as the neediest of ${grouped.count} groups of ${column} needs, for a row does not say its group`;
}
