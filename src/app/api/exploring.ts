import type { LabelReport } from '../../core/label-report.ts';
import type { Finding } from '../../core/finding.ts';
import type { Comparison, ComparisonAsk } from '../../core/looks/comparison.ts';
import type { OutlierReport } from '../../core/looks/outliers.ts';
import type { PlacesReport } from '../../core/looks/places.ts';
import type { QualityReport } from '../../core/looks/quality.ts';
import type { MapMethod, RowMap, ValuesAt } from '../../core/looks/row-map.ts';
import type { DataStory } from '../../core/looks/story.ts';
import type { SummaryMethod, SummaryReport } from '../../core/looks/summaries.ts';
import type { TopicReport } from '../../core/looks/topics.ts';
import type { TextReport } from '../../core/looks/texts.ts';
import type { Watch } from './watch.ts';

/** What is found out about a version before anything is learned from it. */
export interface ExploringVerbs {
  profile(datasetId: string, options?: Watch): Promise<Profile>;
  /** Findings that should stop or change a plan: leakage, duplicates, imbalance ... */
  audit(datasetId: string, options?: Watch): Promise<Finding[]>;
  /**
   * Looks for wrong labels by confident learning: a learner is fitted five times and asked about the rows it had not seen. Takes a while; made once
   * for a version and a target. From then on `audit` tells of it. Code `labels-not-classes` for a target of numbers.
   */
  labelErrors(datasetId: string, options?: Watch): Promise<LabelReport>;
  /** A scan of every column for personal data. */
  privacy(datasetId: string, options?: Watch): Promise<Finding[]>;
  /** How few columns single rows out, adding one after the other; those an outsider is most likely to know when none are named. */
  anonymity(datasetId: string, columns?: string[], options?: Watch): Promise<Anonymity>;
  /**
   * One number column over a time column: even steps, season and trend, autocorrelations, and whether it stays around one level. `period` is the
   * season in steps, found when not given. Code `not-a-series` where the rows make none.
   */
  series(datasetId: string, request: { column: string; time?: string; period?: number } & Watch): Promise<SeriesReport>;
  /**
   * Linked counts of up to eight columns: for each, the rows by bin that pass the filters of all the others. Filters name the bins that are kept.
   * The first call reads the columns; those after it take milliseconds.
   */
  crossFilter(
    datasetId: string,
    request: { columns: string[]; filters?: Record<string, number[]>; density?: { x: string; y: string } }
  ): Promise<LinkedCounts>;
  /** Quality on five axes, each a share of stated counts; `share` is null where an axis can't be judged. */
  quality(datasetId: string, options?: Watch): Promise<QualityReport>;
  /** Values far from the others of their column, and rows that are strange as a whole, with the columns that make them so. */
  outliers(datasetId: string, options?: Watch): Promise<OutlierReport>;
  /** The findings that matter most, at most five, each with the reason for its place and where its evidence stands. */
  story(datasetId: string, options?: Watch): Promise<DataStory>;
  /**
   * The rows as points on a plane, by their features alone: `pca` over all rows, or `umap` on a stated sample, the same for the same seed. It says how
   * far it can be trusted. Code `no-map` where too little varies.
   */
  map(datasetId: string, request: { method: MapMethod; seed?: number } & Watch): Promise<RowMap>;
  /**
   * What stands in a column of texts: lengths, languages, frequent words and pairs, texts that say nearly the same, and with `by`, a column of
   * categories or numbers (of few values by value, of many by quarter), what each class says more often.
   */
  texts(datasetId: string, request: { column: string; by?: string } & Watch): Promise<TextReport>;
  /**
   * Summaries of texts out of their own sentences: by `textrank`, `lexrank` (as it is) or `lead`, the first ones. With `reference`, a column of summaries
   * that people wrote, ROUGE of all three with intervals, and what each gains on the first sentences. `rows` says whose summaries are shown.
   */
  summarise(
    datasetId: string,
    column: string,
    options?: { method?: SummaryMethod; sentences?: number; reference?: string; rows?: number[]; seed?: number } & Watch
  ): Promise<SummaryReport>;
  /**
   * What texts are about: `topics` (6) lists of words that stand together, by non-negative factors of their tf-idf weights, each with its share of the
   * texts and its coherence with an interval. Codes `no-texts`, `column-not-found`, `too-few-texts`.
   */
  topics(datasetId: string, column: string, options?: { topics?: number; seed?: number } & Watch): Promise<TopicReport>;
  /** Where the rows are, by each pair of latitude and longitude: those that were named, then those whose names say so. Code `no-places`. */
  places(datasetId: string): Promise<PlacesReport[]>;
  /** One column's values in some rows, in their order: to colour a map by. */
  valuesAt(datasetId: string, request: { column: string; rows: ArrayLike<number> }): Promise<ValuesAt>;
  /**
   * Against another version, or one part of the division against another: effects with intervals, corrected tests, and whether a model could tell
   * the sides apart. Of parts only features are read, never the answers. Codes `no-split-yet`, `nothing-to-compare`.
   */
  compareWith(datasetId: string, against: ComparisonAsk, options?: Watch): Promise<Comparison>;
  /** What to know before modelling, in at most three sentences. */
  threeThings(datasetId: string, options?: Watch): Promise<string[]>;
  /** What each column alone can say about the target on rows held out. An experiment may plant a leak: a copy of the answers, some of them wrong. */
  featurePower(datasetId: string, options?: { planted?: { wrongShare: number; seed?: number } } & Watch): Promise<FeaturePower>;
}

export interface Profile {
  columns: Record<string, Record<string, unknown>>;
  /** `low` and `high` bound the 95 % interval, and are null where there are too few rows for one. */
  associations: { a: string; b: string; kind: string; value: number; n: number; low: number | null; high: number | null; method: string }[];
  /** Columns measured with each other, and in words what the associations leave out; the target is measured with every column. */
  compared: string[];
  comparedNotes: string[];
  [more: string]: unknown;
}

/** Columns cut into bins, the last of which holds the rows without a value. */
export interface LinkedCounts {
  rows: number;
  /** Rows that pass every filter. */
  kept: number;
  columns: LinkedColumn[];
  /** Kept rows by the bins of two columns, row-major [bins of y, bins of x]. */
  density: { width: number; height: number; counts: Uint32Array } | null;
}

export type LinkedColumn = { name: string; missingBin: number; hasMissing: boolean; counts: Uint32Array } & (
  | { kind: 'number' | 'time'; edges: readonly number[]; beyond: { low: boolean; high: boolean }; zone?: string }
  | { kind: 'category'; labels: readonly string[]; restLevels: number }
);

export interface SeriesReport {
  /** Whose clocks the moments are read by; null = they are clock times. */
  zone: string | null;
  moments: number;
  stepMs: number;
  /** Steps without a value, filled on the straight line between their neighbours. */
  filled: number;
  /** Rows averaged because they shared their moment. */
  merged: number;
  /** Moments averaged into one, where there were too many; 1 = none. */
  block: number;
  /** Steps of a season; null where none was found. */
  period: number | null;
  seasonStrength: number | null;
  trendStrength: number | null;
  points: readonly { time: number; value: number; trend: number | null }[];
  season: readonly number[];
  /** From lag 1 on. */
  acf: readonly number[];
  pacf: readonly number[];
  band: number;
  dickeyFuller: { statistic: number; pValue: number; lags: number } | null;
  kpss: { statistic: number; pValue: number; lags: number };
}

/** Groups of rows with equal values after each further column; `exposedRows` are in groups under five. */
export interface Anonymity {
  rows: number;
  /** Columns an outsider is likely to know. */
  likely: string[];
  steps: { column: string; groups: number; smallestGroup: number; uniqueRows: number; exposedRows: number }[];
}

export interface FeaturePower {
  target: string;
  /** Strongest first. */
  powers: { column: string; measure: 'ROC AUC' | 'R2'; value: number; isSure: boolean; isSuspect: boolean }[];
  /** The name of the planted column. */
  planted: string | null;
  /** What the audit says of the planted column; null = it was not found. */
  finding: Finding | null;
}
