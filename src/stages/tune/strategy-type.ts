import type { ParamSpecs } from '../../core/params.ts';
import type { Rng } from '../../core/rng.ts';
import type { Proposal } from './search-space.ts';

export type SearchId = 'grid' | 'random' | 'sobol' | 'tpe' | 'gp' | 'halving' | 'hyperband' | 'bohb';

/** A set of parameters that was tried on all rows, and what it lost: lower is better, NaN = it failed or may not be used. */
export interface Trial {
  readonly params: Proposal;
  readonly loss: number;
}

/** What is to be tried next. */
export interface Wish {
  readonly params: Proposal;
  /** Of the rows to learn from, above 0 to 1. */
  readonly share: number;
}

export interface SearchAsk {
  readonly specs: ParamSpecs;
  /** Parameters that stay as they are. */
  readonly fixed: Proposal;
  /** How much work there may be, in trainings on all rows: two on half of the rows count as one. */
  readonly trials: number;
  readonly rng: Rng;
  /** Trials on all rows from before. */
  readonly past: readonly Trial[];
  /** The smallest share of the rows that still says something; 1 = there are too few rows to learn from some. */
  readonly leastShare: number;
}

/** Gives what to try next and is told what each lost; it ends when there is nothing more to try. Whoever drives it holds the budget. */
export type Search = Generator<Wish, void, number>;

/** A way to look for good parameters. Adding one is a file in strategies/ and a line in the registry. */
export interface SearchStrategy {
  readonly id: SearchId;
  readonly label: string;
  /** One sentence: how it looks, and when that pays. */
  readonly doc: string;
  /** Whether it first tries settings on some of the rows. */
  readonly onShares: boolean;
  search(ask: SearchAsk): Search;
}
