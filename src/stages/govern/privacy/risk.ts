import type { Pacer } from '../../../core/pacer.ts';
import type { Column } from '../../../core/table.ts';
import { codesOf, groupSizes, refine } from './anonymity.ts';
import { closenessOf } from './closeness.ts';
import { diversityOf } from './diversity.ts';

/** How likely somebody is found among the rows. Source: El Emam and Dankar (2008), prosecutor and marketer risk. */
export interface Risk {
  readonly groups: number;
  /** k; 0 without rows. */
  readonly smallestGroup: number;
  /** 1 / k. */
  readonly highest: number;
  /** groups / rows: the mean over rows of 1 / size of its group. */
  readonly average: number;
  /** Share of rows with 1 / size above the threshold. */
  readonly shareAbove: number;
}

/** Rows in groups of equal values, numbered from 0. A missing value is a value; times count by the day. */
export async function groupRows(columns: readonly Column[], rows: number, pace: Pacer): Promise<Float64Array> {
  let groups: Float64Array = new Float64Array(rows);
  for (const column of columns) {
    groups = refine(groups, column);
    await pace(rows * 60);
  }
  return groups;
}

export function riskOf(groups: Float64Array, threshold: number): Risk {
  const sizes = groupSizes(groups);
  const rows = groups.length;
  if (rows === 0) return { groups: 0, smallestGroup: 0, highest: 0, average: 0, shareAbove: 0 };
  const smallestGroup = sizes.reduce((least, size) => Math.min(least, size), Infinity);
  const above = sizes.reduce((sum, size) => sum + (1 / size > threshold ? size : 0), 0);
  return { groups: sizes.length, smallestGroup, highest: 1 / smallestGroup, average: sizes.length / rows, shareAbove: above / rows };
}

/** What somebody's group gives away of a sensitive column. A missing value is a value. */
export function disclosureOf(groups: Float64Array, sensitive: Column): { distinct: number; entropy: number; closeness: number } {
  const codes = codesOf(sensitive);
  const isOrdered = sensitive.kind === 'number' || sensitive.kind === 'time';
  return { ...diversityOf(groups, codes), closeness: closenessOf(groups, isOrdered ? ranks(sensitive.values) : codes, isOrdered) };
}

/** Places in the order of the different values; a missing value stands before all. */
function ranks(values: Float64Array): Int32Array {
  const sorted = [...new Set(values)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const placeOf = new Map(sorted.map((value, place) => [value, place]));
  return Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : placeOf.get(value)!));
}
