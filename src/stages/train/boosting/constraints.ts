import { constraintFeatureUnknown, constraintNotRead, trendOfCategory, trendOfClasses, trendTwice } from '../../../core/errors/boosting.ts';
import type { Table } from '../../../core/table.ts';
import type { Trend } from '../../../kernels/trees/split.ts';

/** What trees are kept to. */
export interface Constraints {
  /** For each feature whether the answer may only rise or fall with it. */
  readonly trends: readonly Trend[];
  /** Sets of features that may meet in a tree's branch, one byte for each feature; null = all may. */
  readonly sets: readonly Uint8Array[] | null;
}

const SIGNED = /^(.+?)\s*[:=]?\s*([+-]|rising|falling)$/i;

/** A comma within quotation marks belongs to a name. */
const parted = (text: string, mark: RegExp): string[] => {
  const parts = text.match(new RegExp(`(?:"[^"]*"|[^"${mark.source}])+`, 'g')) ?? [];
  return parts.map((part) => part.trim()).filter(Boolean);
};

const unquoted = (name: string): string => name.replace(/^"(.*)"$/, '$1');

/**
 * Reads what a person wrote of features after the recipe.
 * @param monotone "age +, price -"
 * @param interaction "age, income; height, weight": features of different sets never meet in a branch; those not named are a set of their own
 * @param rising whether there is one score that can rise or fall
 * @throws LatheError `constraint-not-read`, `constraint-feature-unknown`, `trend-twice`, `trend-of-category`, `trend-of-classes`
 */
export function readConstraints(monotone: string, interaction: string, { columns }: Table, rising: boolean): Constraints {
  const names = columns.map(({ name }) => name);
  const placeOf = (name: string) => {
    const at = names.indexOf(unquoted(name));
    if (at < 0) throw constraintFeatureUnknown(unquoted(name), names);
    return at;
  };
  const trends: Trend[] = names.map(() => 0);
  for (const part of parted(monotone, /,;\n/)) {
    const found = SIGNED.exec(part);
    if (!found) throw constraintNotRead('monotone', part, 'age +, price -');
    const at = placeOf(found[1]!);
    if (columns[at]!.kind !== 'number') throw trendOfCategory(names[at]!);
    if (trends[at] !== 0) throw trendTwice(names[at]!);
    trends[at] = found[2] === '-' || found[2]!.toLowerCase() === 'falling' ? -1 : 1;
  }
  if (!rising && trends.some((trend) => trend !== 0)) throw trendOfClasses();
  return { trends, sets: setsOf(parted(interaction, /;\n/), names.length, placeOf) };
}

function setsOf(groups: readonly string[], features: number, placeOf: (name: string) => number): Uint8Array[] | null {
  if (groups.length === 0) return null;
  const sets = groups.map((group) => {
    const set = new Uint8Array(features);
    for (const name of parted(group, /,/)) set[placeOf(name)] = 1;
    return set;
  });
  const others = Uint8Array.from({ length: features }, (_, j) => (sets.some((set) => set[j] === 1) ? 0 : 1));
  return others.includes(1) ? [...sets, others] : sets;
}

/** The sets that a branch is still in after it asked a feature. */
export const setsWith = (sets: readonly Uint8Array[] | null, feature: number): readonly Uint8Array[] | null =>
  sets && sets.filter((set) => set[feature] === 1);

/** The features that a branch may ask: those of any set it is in. */
export const allowedBy = (sets: readonly Uint8Array[] | null, features: number): Uint8Array | null =>
  sets && Uint8Array.from({ length: features }, (_, j) => (sets.some((set) => set[j] === 1) ? 1 : 0));
