import type { FarMeasure } from '../core/limits-report.ts';
import type { Table } from '../core/table.ts';
import { drawer } from './calls.ts';
import { groupPlaces } from './limits-groups.ts';
import type { Limits, Marks } from './limits-type.ts';
import type { ScoreTable } from './model-scorer.ts';
import type { ModelIn } from './model-in.ts';
import type { ModelPackage } from './package-type.ts';
import type { Scores } from './scores.ts';

/** How classes are scored. */
export type SetRule = Pick<NonNullable<Limits['sets']>, 'penalty' | 'free' | 'rule'>;

const HALF = 0.5;

/**
 * Score of each class of one row: the probability of all likelier ones and a part of its own, plus the penalty; by the rule `smallest` what its own lacks to 1.
 * Half stands for the random part of the paper, so that a row gets the same set each time; what is promised of sets holds for any score.
 * Sources: Romano, Sesia & Candès (2020), "Classification with valid and adaptive coverage"; Angelopoulos, Bates, Malik & Jordan (2021), "Uncertainty
 * sets for image classifiers using conformal prediction", for the penalty; Sadinle, Lei & Wasserman (2019), "Least ambiguous set-valued classifiers with bounded
 * error levels", for the smallest.
 * @param part of its own probability that counts, 0 to 1
 */
export function setScores(row: Float64Array, { penalty, free, rule }: SetRule, part = HALF): Float64Array {
  if (rule === 'smallest') return row.map((share) => 1 - share);
  const order = [...row.keys()].sort((a, b) => row[b]! - row[a]! || a - b);
  const scores = new Float64Array(row.length);
  let above = 0;
  order.forEach((code, rank) => {
    scores[code] = above + part * row[code]! + penalty * Math.max(0, rank + 1 - free);
    above += row[code]!;
  });
  return scores;
}

/** Codes of the classes that one row may be of, the likeliest always among them. @param place of its group */
export function setOf(row: Float64Array, sets: NonNullable<Limits['sets']>, place = 0, part = HALF): number[] {
  const scores = setScores(row, sets, part);
  const likeliest = row.indexOf(row.reduce((top, share) => Math.max(top, share), -Infinity));
  const from = place * row.length;
  return [...row.keys()].filter((code) => code === likeliest || scores[code]! <= sets.cutoffs[from + code]!);
}

/** Beside each answer: the classes it may be, and the share of training rows that lie as far out, 0 to 1. */
export interface Cautions {
  readonly sets: readonly (readonly number[])[] | null;
  /** By all measures together. */
  readonly share: Float64Array | null;
  /** By each measure alone. */
  readonly shares: Readonly<Partial<Record<FarMeasure, Float64Array>>>;
}

/** Of rows as far out as this share of the training rows nobody knows how the model does. */
export const FAR_OUT = 0.01;

/** What a package needs made ready to say its cautions. */
export interface LimitModels {
  readonly open: (member: ModelIn) => ScoreTable;
  /** How little speaks for any class, a row; null where the model can't say. */
  readonly energy: ((features: Table) => Float64Array) | null;
}

/** The rows before and after the recipe, and what was answered. */
export interface Answered {
  readonly inputs: Table;
  readonly features: Table;
  readonly scores: Scores;
}

/** @returns null for a package without limits */
export function compileLimits({ limits }: Pick<ModelPackage, 'limits'>, models: LimitModels): ((answered: Answered) => Cautions) | null {
  if (!limits) return null;
  const { sets, groups } = limits;
  const strangeness = compileStrangeness(limits, models);
  return ({ inputs, features, scores }) => {
    const placeOf = groupPlaces(inputs, groups);
    const shares = strangeness(features);
    const partOf = sets?.rule === 'drawn' ? drawer(inputs) : () => HALF;
    return {
      sets:
        sets && scores.kind === 'classes'
          ? setsOf(scores.probabilities, scores.labels.length, (own, row) => setOf(own, sets, placeOf(row), partOf(row)))
          : null,
      share: together(Object.values(shares)),
      shares
    };
  };
}

const setsOf = (probabilities: Float64Array, k: number, of: (own: Float64Array, row: number) => number[]) =>
  Array.from({ length: probabilities.length / k }, (_, i) => of(probabilities.subarray(i * k, i * k + k), i));

function compileStrangeness({ distance, forest, energy }: Limits, models: LimitModels): (features: Table) => Cautions['shares'] {
  const isolated = forest && models.open(forest.model);
  return (features) => ({
    ...(distance ? { distance: sharesAsFarOut(features, distance) } : {}),
    ...(forest && isolated ? { forest: isolated(withoutGaps(features, forest)).map((value) => shareBeyond(forest.marks, value)) } : {}),
    ...(energy && models.energy ? { energy: models.energy(features).map((value) => shareBeyond(energy.marks, value)) } : {})
  });
}

/** The columns that a forest looks at, none of them with a gap. */
export function withoutGaps(features: Table, { columns, centre }: Pick<NonNullable<Limits['forest']>, 'columns' | 'centre'>): Table {
  const filled = columns.map((name, j) => {
    const column = features.columns.find((known) => known.name === name);
    const values = column?.kind === 'number' ? column.values : new Float64Array(features.rows).fill(NaN);
    return { kind: 'number' as const, name, values: values.map((value) => (Number.isNaN(value) ? centre[j]! : value)) };
  });
  return { rows: features.rows, columns: filled };
}

/**
 * The share by the measure that finds a row strangest, times how many were asked: of rows like those of training one in a hundred is called far out at most, however many
 * measures look (Bonferroni). Null without a measure.
 */
function together(shares: readonly Float64Array[]): Float64Array | null {
  const [first] = shares;
  return first ? first.map((_, row) => Math.min(1, shares.length * Math.min(...shares.map((own) => own[row]!)))) : null;
}

/** Squared distance of each row (Mahalanobis, 1936); a gap counts as the mean. */
export function distancesOf(
  features: Table,
  { columns, centre, whiten }: Pick<NonNullable<Limits['distance']>, 'columns' | 'centre' | 'whiten'>
): Float64Array {
  const found = columns.map((name) => features.columns.find((column) => column.name === name));
  const away = new Float64Array(columns.length);
  return Float64Array.from({ length: features.rows }, (_, i) => {
    found.forEach((column, j) => {
      const value = column?.kind === 'number' ? column.values[i]! : NaN;
      away[j] = Number.isNaN(value) ? 0 : value - centre[j]!;
    });
    return lengthOf(away, whiten);
  });
}

function lengthOf(away: Float64Array, whiten: Float64Array): number {
  let [squares, at] = [0, 0];
  for (let r = 0; r < away.length; r++) {
    let sum = 0;
    for (let c = 0; c <= r; c++) sum += whiten[at++]! * away[c]!;
    squares += sum * sum;
  }
  return squares;
}

/** Share of the training rows that lie at least as far out as each row, by their distance. */
export const sharesAsFarOut = (features: Table, distance: NonNullable<Limits['distance']>): Float64Array =>
  distancesOf(features, distance).map((squared) => shareBeyond(distance.marks, squared));

/** Shares of rows beyond the marks after the ninety-ninth. */
const LAST_SHARES = [0.005, 1 / 300];

/** Share of the rows behind the marks that come to as much, a three-hundredth to 1. */
export function shareBeyond(marks: Marks, value: number): number {
  const passed = marks.findLastIndex((mark) => value >= mark);
  return passed < 0 ? 1 : passed < 99 ? (99 - passed) / 100 : LAST_SHARES[passed - 99]!;
}
