import type { PlainRecord } from '../../core/plain.ts';
import type { ColumnType, Role } from '../../core/schema.ts';
import type { GapTie } from './missing/gap-ties.ts';
import type { LittleTest } from './missing/little-test.ts';

/** What a column holds, counted over all rows. Numbers that do not exist (the mean of nothing) are null, so that all of it is JSON. */
export type ColumnProfile = NumberProfile | CategoryProfile | TimeProfile | TextProfile | ImageProfile;

export interface ColumnCounts extends PlainRecord {
  readonly type: ColumnType;
  readonly role: Role;
  /** Rows with a value. */
  readonly count: number;
  readonly missing: number;
  /** 0 to 1 of all rows. */
  readonly missingShare: number;
}

export interface ColumnHead extends ColumnCounts {
  /** Different values, missing not counted; exact where `estimates` says nothing of it. */
  readonly distinct: number;
  /** What is no count of all rows but an estimate; left out where there is nothing of the kind. */
  readonly estimates?: Estimates;
}

/** How far estimates can be believed; what is not named is exact. */
export interface Estimates extends PlainRecord {
  /** Half the width of the 95 % interval of the different values, as a share of their number. */
  readonly distinct?: number;
  /** Of the median and all quantiles: by how large a share of the values the worst of them stands off its place. Counted, no guess. */
  readonly quantiles?: number;
}

/** `counts[i]` values lie in `edges[i] <= value < edges[i + 1]`; the last bin includes its upper edge. */
export interface Histogram extends PlainRecord {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

export interface NumberProfile extends ColumnHead {
  readonly kind: 'number';
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** Sample standard deviation, n - 1. */
  readonly sd: number | null;
  readonly median: number | null;
  /** Type 7 of Hyndman & Fan. */
  readonly quantiles: Readonly<Record<string, number | null>>;
  readonly zeros: number;
  readonly negatives: number;
  /** Adjusted Fisher-Pearson, G1. */
  readonly skew: number | null;
  /** Excess, adjusted, G2. */
  readonly kurtosis: number | null;
  /** Values more than 3 interquartile ranges outside the quartiles. */
  readonly farOut: number;
  readonly histogram: Histogram;
}

export interface Level extends PlainRecord {
  readonly label: string;
  readonly count: number;
  /** 0 to 1 of the rows with a value. */
  readonly share: number;
}

export interface CategoryProfile extends ColumnHead {
  readonly kind: 'category';
  /** The most common ones, 50 at most, then by name. */
  readonly levels: readonly Level[];
  /** Levels not listed, and their rows. */
  readonly others: { readonly levels: number; readonly count: number };
  readonly entropyBits: number | null;
  /** Entropy over its largest possible value: 1 = all levels equally common. */
  readonly evenness: number | null;
  /** Rows of the most common level to rows of the rarest. */
  readonly imbalance: number | null;
}

export interface TimeProfile extends ColumnHead {
  readonly kind: 'time';
  /** Milliseconds since 1970 UTC. */
  readonly min: number | null;
  readonly max: number | null;
  /** Median distance of neighbouring times. */
  readonly stepMs: number | null;
  /** Whether nine of ten distances are the step. */
  readonly isRegular: boolean;
  /** Places where more than one and a half steps are missing, largest first, 20 at most. */
  readonly gaps: readonly { readonly from: number; readonly to: number; readonly steps: number }[];
  readonly gapCount: number;
  readonly repeated: number;
  /** Whether the rows stand in order of time. */
  readonly isAscending: boolean;
  readonly histogram: Histogram;
}

export interface TextProfile extends ColumnHead {
  readonly kind: 'text';
  readonly empty: number;
  /** In characters. */
  readonly lengths: {
    readonly min: number | null;
    readonly mean: number | null;
    readonly median: number | null;
    readonly max: number | null;
  };
  readonly meanWords: number | null;
  /** Three short ones at most, and none that looks personal. */
  readonly examples: readonly string[];
}

export interface ImageProfile extends ColumnHead {
  readonly kind: 'image';
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** 0 to 1. */
  readonly meanBrightness: number | null;
  readonly sdBrightness: number | null;
  /** Images of one even colour. */
  readonly blank: number;
}

/** How strongly two columns go together. `pearson` and `spearman`: -1 to 1; `cramers-v` and `eta`: 0 to 1. Rows with both values only. */
export interface Association extends PlainRecord {
  readonly a: string;
  readonly b: string;
  readonly kind: 'pearson' | 'spearman' | 'cramers-v' | 'eta';
  readonly value: number;
  readonly n: number;
  /** Ends of the 95 % interval; null where there are too few rows for one. */
  readonly low: number | null;
  readonly high: number | null;
  /** How the interval was made. */
  readonly method: string;
}

export interface Missingness extends PlainRecord {
  /** 0 to 1 of all cells. */
  readonly cellShare: number;
  readonly completeRows: number;
  /** Columns with gaps, most first. */
  readonly columns: readonly { readonly column: string; readonly missing: number; readonly share: number }[];
  /** Pairs that miss together: `both` rows lack both, `overlap` = both / either. Strongest 20. */
  readonly together: readonly { readonly a: string; readonly b: string; readonly both: number; readonly overlap: number }[];
  /** Which columns are missing in how many rows, most common first, 20 at most; the first can be "nothing missing". */
  readonly patterns: readonly { readonly missing: readonly string[]; readonly rows: number }[];
  /** Whether the gaps fall by chance alone; null where it could not be tested. */
  readonly little: LittleTest | null;
  /** Gaps that go with the values of other columns, strongest first. */
  readonly ties: readonly GapTie[];
}

export interface Profile extends PlainRecord {
  readonly rows: number;
  readonly columns: Readonly<Record<string, ColumnProfile>>;
  readonly associations: readonly Association[];
  /** Columns whose associations with each other were measured; those beyond, in a wide table, were measured with the target alone. */
  readonly compared: readonly string[];
  /** What the associations leave out, in words. */
  readonly comparedNotes: readonly string[];
  readonly missingness: Missingness;
  /** What was left out or taken from a sample, in words. */
  readonly notes: readonly string[];
}
