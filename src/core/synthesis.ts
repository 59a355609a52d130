import type { Note } from './note.ts';

/** A share or a middle value with its 95 % interval, beside what it would be of rows that copy nobody. */
export interface BesideReal {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly method: string;
  /** The same of rows held out, which are real and were not learned from. */
  readonly ofReal: number;
  /** Rows it was measured on. */
  readonly n: number;
}

/** How near made-up rows come to those they were learned from. None of it proves anything: it can only raise an alarm. */
export interface SynthesisPrivacy {
  /** Share of the rows nearer to a row learned from than to any held out; `ofReal` is the share by chance. */
  readonly nearerToLearned: BesideReal;
  /** Middle of: distance to the nearest row learned from over that to the second nearest. Small = it points at somebody. */
  readonly nearestOverSecond: BesideReal;
  /** Share of the rows that equal a row learned from in every column. */
  readonly copies: BesideReal;
  /** Made-up rows that are such copies. */
  readonly copied: number;
}

export interface SynthesisUtility {
  readonly metric: string;
  /** Judged on the same real rows held out: learned from real rows, and from made-up ones. */
  readonly models: readonly {
    readonly label: string;
    readonly real: { readonly value: number; readonly low: number; readonly high: number };
    readonly synthetic: { readonly value: number; readonly low: number; readonly high: number };
    /** Synthetic less real, paired. */
    readonly difference: { readonly value: number; readonly low: number; readonly high: number; readonly method: string };
  }[];
  /** Models that could not be learned from the made-up rows, and why. */
  readonly failed: readonly { readonly label: string; readonly why: string }[];
}

/** A number of made-up rows beside the same of real rows held out: both against the rows learned from. */
export interface Likeness {
  readonly name: string;
  readonly synthetic: number;
  readonly real: number;
}

/** What is known of rows that were made up: kept with the version, and with every version made from it. */
export interface Synthesis {
  readonly method: 'gaussian-copula';
  readonly seed: number;
  /** Real rows it was learned from, and those held out to judge it. */
  readonly learnedRows: number;
  readonly heldRows: number;
  readonly columns: {
    readonly leftOut: readonly { readonly name: string; readonly why: string }[];
    /** Numbered from 1. */
    readonly numbered: readonly string[];
  };
  readonly privacy: SynthesisPrivacy;
  /** Null where no question is asked of the data. */
  readonly utility: SynthesisUtility | null;
  /** Largest gap of the cumulative shares (numbers, times), or half the sum of the gaps of shares (levels): 0 to 1, the largest first. */
  readonly distances: readonly Likeness[];
  /** Mean of the absolute differences of all pairs of columns, and the pairs that differ most. */
  readonly associations: {
    readonly mean: Likeness;
    readonly worst: readonly { readonly a: string; readonly b: string; readonly learned: number; readonly synthetic: number }[];
  };
  readonly notes: readonly Note[];
}

/** What a run says that was trained on them. */
export const SYNTHETIC_ROWS = 'Trained on synthetic rows, and judged on such: what its scores are on real rows is not measured by them.';

/** What must stand beside made-up rows wherever they go. */
export const NO_GUARANTEE =
  'Synthetic rows are no guarantee of privacy: they were learned from real ones without differential privacy, and figures like these can raise an alarm but never rule one out.';
