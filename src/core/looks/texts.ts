import type { PlainRecord } from '../plain.ts';

export interface TermCount extends PlainRecord {
  readonly term: string;
  /** Texts that have it. */
  readonly texts: number;
  /** 0 to 1 of the texts looked at. */
  readonly share: number;
}

/** How much more the texts of one class use a term than those of the others. */
export interface ClassTerm extends PlainRecord {
  readonly term: string;
  /** Log-odds ratio with a prior from all texts; 0 = no difference. */
  readonly logOdds: number;
  readonly low: number;
  readonly high: number;
  readonly here: number;
  readonly elsewhere: number;
}

export interface ClassTerms extends PlainRecord {
  readonly label: string;
  readonly texts: number;
  /** Terms whose interval, corrected for how many terms were tried, lies above 0; strongest evidence first. */
  readonly terms: readonly ClassTerm[];
}

export interface NearCopies extends PlainRecord {
  /** Rows of the table, first one first. */
  readonly rows: readonly number[];
  /** Estimated share of the word pairs they have in common, 0 to 1. */
  readonly likeness: number;
  readonly example: string;
}

export interface TextReport extends PlainRecord {
  readonly column: string;
  /** Texts looked at, missing ones not counted; a sample where there are more. */
  readonly texts: number;
  readonly words: { readonly median: number; readonly quartiles: readonly [number, number]; readonly longest: number };
  readonly lengths: { readonly edges: readonly number[]; readonly counts: readonly number[] };
  /** Shares of the texts, 0 to 1. */
  readonly shares: { readonly empty: number; readonly url: number; readonly emoji: number };
  /** Most common first; `unsure` is none of them surely. */
  readonly languages: readonly { readonly language: string; readonly texts: number; readonly share: number }[];
  readonly terms: readonly TermCount[];
  readonly pairs: readonly TermCount[];
  /** Null where no column of classes was given. */
  readonly classes: { readonly column: string; readonly of: readonly ClassTerms[] } | null;
  readonly nearCopies: { readonly groups: readonly NearCopies[]; readonly rows: number };
  readonly notes: readonly string[];
}
