import { isBaseline } from './baselines.ts';
import type { Metric } from './outcome.ts';
import type { SearchEstimate } from './search-report.ts';
import type { CvSpec } from './split.ts';

/** Why a search for a good model has no more of a family: it was tried, would have taken too long, was stopped for taking too long, or can't learn from these data. */
export type FamilyEnd = 'tried' | 'too-slow' | 'stopped' | 'refused';

/** How one family fared. */
export interface FamilyTried {
  readonly model: string;
  readonly label: string;
  /** Finished ones. */
  readonly runs: number;
  /** The run with its best score; null when none was finished. */
  readonly best: string | null;
  readonly score: Metric | null;
  /** All it took, ms, unfinished runs too. */
  readonly ms: number;
  readonly end: FamilyEnd;
  /** What a run of it would have taken, ms, where that is why there is none; its refusal, where it was refused. */
  readonly forecastMs?: number;
  readonly why?: string;
}

/** The winner against the best of another kind; of an ensemble, against the best single model. */
export interface Rival {
  readonly runId: string;
  readonly label: string;
  /** By how much the winner is better on the rows left out of the folds; positive = better. */
  readonly lead: Metric;
}

/** A search for a good model among all families, what it tried, and what its winner can be trusted with. */
export interface AutoReport {
  readonly id: string;
  readonly metric: string;
  readonly cv: CvSpec;
  readonly seed: number;
  readonly startedAt: number;
  readonly budgetMs: number;
  readonly usedMs: number;
  /** Finished runs, baselines left out: what the winner was chosen among. */
  readonly tried: number;
  /** The best first; those without a score last. */
  readonly families: readonly FamilyTried[];
  readonly best: { readonly runId: string; readonly model: string; readonly label: string; readonly score: Metric } | null;
  /** Its `gain` is over the best baseline. Null where too little is known. */
  readonly estimate: SearchEstimate | null;
  /** Null where there is none. */
  readonly rival: Rival | null;
  readonly notes: readonly string[];
}

/** Whether anything was found: the winner, freed of the luck of having been chosen, is surely better than the best baseline. Null = not known. */
export const hasFound = ({ best, estimate }: Pick<AutoReport, 'best' | 'estimate'>): boolean | null => {
  if (best && isBaseline(best.model)) return false;
  return estimate?.gain ? estimate.gain.low > 0 : null;
};

/** A search that has ended: what of it is not yet known is worked out from what the runs left behind. */
export type FinishedAuto = Omit<AutoReport, 'estimate' | 'rival'>;

/** A finished run as far as the report looks at it. */
export interface AutoCandidate {
  readonly runId: string;
  readonly model: string;
  readonly label: string;
  readonly score: number;
}

export interface AutoJob {
  readonly projectId: string;
  readonly auto: FinishedAuto;
  /** Over the same folds, best first. */
  readonly candidates: readonly AutoCandidate[];
}
