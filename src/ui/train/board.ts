import { isBaseline } from '../../core/baselines.ts';
import type { Metric } from '../../core/outcome.ts';
import type { Run } from '../../app/api/training.ts';
import { rankRuns, type Basis, type Ground, type Ranked as RankedRun } from '../../app/leading-run.ts';
import { metricFacts } from '../../app/metric-facts.ts';

export type Ranked = RankedRun<Run>;

export interface Board {
  readonly basis: Basis;
  readonly metric: string;
  /** Best first; comparable with each other: same data, same split, same basis. */
  readonly ranked: readonly Ranked[];
  /** Under way, failed, stopped, on random labels, or without such a score; newest first. */
  readonly others: readonly Run[];
  /** Done, but on other data or another split: not to be held against the rest. */
  readonly elsewhere: readonly Run[];
}

export interface Here extends Ground {
  readonly metric: string;
  readonly basis: Basis;
}

/** Sorts runs into those that can be compared, by their score, and the rest. */
export function boardOf(runs: readonly Run[], { metric, basis, datasetHash, splitHash }: Here): Board {
  const isHere = (run: Run) => run.datasetHash === datasetHash && (splitHash === undefined || run.splitHash === splitHash);
  const ranked = rankRuns(runs.filter(isHere), metric, basis);
  const onBoard = new Set(ranked.map(({ run }) => run.id));
  const elsewhere = runs.filter((run) => !isHere(run) && run.status === 'done');
  const away = new Set(elsewhere.map(({ id }) => id));
  return {
    basis,
    metric,
    ranked,
    others: runs.filter(({ id }) => !onBoard.has(id) && !away.has(id)).sort((a, b) => b.startedAt - a.startedAt),
    elsewhere
  };
}

/** The best run of each family, best first. */
export function bestOfEach(ranked: readonly Ranked[]): Ranked[] {
  const seen = new Set<string>();
  return ranked.filter(({ run }) => !seen.has(run.model) && seen.add(run.model));
}

/** Families whose interval reaches the leader's value or further: they can't be told apart by it. */
export function tiedWithLeader(ranked: readonly Ranked[], metric: string): Ranked[] {
  const [leader, ...rest] = bestOfEach(ranked).filter(({ run }) => !isBaseline(run.model));
  if (!leader) return [];
  const higher = metricFacts(metric).higherIsBetter;
  return rest.filter(({ score }) => (higher ? score.high >= leader.score.low : score.low <= leader.score.high));
}

/** The scale that all intervals of a board share. */
export function domainOf(rows: readonly { readonly score: Metric }[]): [number, number] {
  const ends = rows.flatMap(({ score }) => [score.low, score.high, score.value]).filter(Number.isFinite);
  if (ends.length === 0) return [0, 1];
  return [Math.min(...ends), Math.max(...ends)];
}

/** Lowest and highest fold. */
export function foldSpread(run: Pick<Run, 'folds'>, metric: string): readonly [number, number] | null {
  const values = (run.folds ?? [])
    .map((fold) => fold[metric])
    .filter((value): value is number => value !== undefined && Number.isFinite(value));
  return values.length > 1 ? [Math.min(...values), Math.max(...values)] : null;
}

/** Fewest runs of a family from which anything can be said about trying more. */
const ENOUGH_TRIALS = 10;

/**
 * Whether trying more settings of the leading family is worth it: the later half of its trials, in the order they ran, against the earlier one.
 * `gain` is how much the best score rose in the later half; `noise` is half the width of the leader's interval.
 */
export function triedEnough(ranked: readonly Ranked[], metric: string): { readonly trials: number; readonly isEnough: boolean } | null {
  const leader = ranked[0];
  if (!leader || isBaseline(leader.run.model)) return null;
  const trials = ranked.filter(({ run }) => run.model === leader.run.model).sort((a, b) => a.run.startedAt - b.run.startedAt);
  if (trials.length < ENOUGH_TRIALS) return { trials: trials.length, isEnough: false };
  const sign = metricFacts(metric).higherIsBetter ? 1 : -1;
  const best = (some: readonly Ranked[]) => Math.max(...some.map(({ score }) => sign * score.value));
  const half = Math.floor(trials.length / 2);
  const gain = best(trials) - best(trials.slice(0, half));
  const noise = (leader.score.high - leader.score.low) / 2;
  return { trials: trials.length, isEnough: gain < noise / 2 };
}
