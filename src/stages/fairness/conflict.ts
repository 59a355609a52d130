import type { ClassOutcome } from '../../core/outcome.ts';
import { ratesByGroup } from './group-rates.ts';

/** What equal precision and equal shares found would force on two groups that are positive unequally often. */
export interface Conflict {
  /** The group that is positive most often and the one that is least often. */
  readonly groups: readonly [string, string];
  readonly baseRates: readonly [number, number];
  /** Precision and share found of all rows of the two, which both groups are given. */
  readonly precision: number;
  readonly found: number;
  /** False positive rates that follow; where one is above 1, no model at all does that. */
  readonly falseAlarms: readonly [number, number];
}

/** Closer base rates than this force nothing worth telling. */
const APART = 0.02;

/**
 * Why precision, shares found and false alarms can't all be equal between groups: of a group that is positive with share p, false positive rate =
 * p / (1 - p) x (1 - precision) / precision x share found. With equal precision and share found the rates of false alarms differ with p, unless the model
 * never errs.
 * Source: Chouldechova (2017), "Fair prediction with disparate impact", equation 2.6; Kleinberg, Mullainathan & Raghavan (2017), "Inherent trade-offs in
 * the fair determination of risk scores".
 * @param groupOf code of each row's group, -1 for none
 * @returns null where base rates are alike, the model never errs, or there are fewer than two groups with both kinds of rows
 */
export function conflictOf(outcome: ClassOutcome, groupOf: Int32Array, labels: readonly string[]): Conflict | null {
  const { positive } = outcome;
  if (positive === null) return null;
  const weights = outcome.weights ?? new Float64Array(groupOf.length).fill(1);
  const shares = baseRates(outcome, positive, groupOf, labels.length, weights);
  const known = [...shares.keys()].filter((group) => shares[group]! > 0 && shares[group]! < 1);
  if (known.length < 2) return null;
  const most = known.reduce((top, group) => (shares[group]! > shares[top]! ? group : top));
  const least = known.reduce((low, group) => (shares[group]! < shares[low]! ? group : low));
  const both = groupOf.map((group) => (group === most || group === least ? 0 : -1));
  const [pooled] = ratesByGroup(outcome, positive, both, 1, weights);
  const { precision, truePositive: found } = pooled!;
  if (shares[most]! - shares[least]! < APART || !(precision > 0 && precision < 1 && found > 0)) return null;
  const forced = (share: number) => ((share / (1 - share)) * (1 - precision) * found) / precision;
  return {
    groups: [labels[most]!, labels[least]!],
    baseRates: [shares[most]!, shares[least]!],
    precision,
    found,
    falseAlarms: [forced(shares[most]!), forced(shares[least]!)]
  };
}

function baseRates({ actual }: ClassOutcome, positive: number, groupOf: Int32Array, groups: number, weights: Float64Array): Float64Array {
  const [hits, mass] = [new Float64Array(groups), new Float64Array(groups)];
  groupOf.forEach((group, row) => {
    if (group < 0) return;
    mass[group]! += weights[row]!;
    if (actual[row] === positive) hits[group]! += weights[row]!;
  });
  return hits.map((count, group) => count / mass[group]!);
}
