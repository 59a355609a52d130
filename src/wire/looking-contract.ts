import type { Comparison, ComparisonAsk } from '../core/looks/comparison.ts';
import type { OutlierReport } from '../core/looks/outliers.ts';
import type { PlacesReport } from '../core/looks/places.ts';
import type { QualityReport } from '../core/looks/quality.ts';
import type { MapMethod, RowMap, ValuesAt } from '../core/looks/row-map.ts';
import type { DataStory } from '../core/looks/story.ts';
import type { SummaryMethod, SummaryReport } from '../core/looks/summaries.ts';
import type { TopicReport } from '../core/looks/topics.ts';
import type { TextReport } from '../core/looks/texts.ts';
import type { PlainRecord } from '../core/plain.ts';
import type { ProgressCallback } from './progress.ts';

export interface SummariesJob {
  readonly datasetId: string;
  readonly column: string;
  readonly method: SummaryMethod;
  readonly count: number;
  /** A column of summaries that people wrote; null = none. */
  readonly reference: string | null;
  readonly rows: readonly number[] | null;
  readonly seed: number;
}

/** What the data worker finds out about a version beside its profile. Nothing is changed by it. */
export interface LookingApi {
  quality(job: { datasetId: string }, signal: AbortSignal, onProgress: ProgressCallback): Promise<QualityReport>;
  outliers(job: { datasetId: string }, signal: AbortSignal, onProgress: ProgressCallback): Promise<OutlierReport>;
  story(job: { datasetId: string }, signal: AbortSignal, onProgress: ProgressCallback): Promise<DataStory>;
  /** The rows as points on a plane. */
  map(job: { datasetId: string; method: MapMethod; seed: number }, signal: AbortSignal, onProgress: ProgressCallback): Promise<RowMap>;
  valuesAt(job: { datasetId: string; column: string; rows: Uint32Array }): Promise<ValuesAt>;
  /** Where the rows are, by each pair of latitude and longitude. */
  places(job: { datasetId: string }): Promise<PlacesReport[]>;
  /** What stands in a column of texts. */
  texts(
    job: { datasetId: string; column: string; by: string | null },
    signal: AbortSignal,
    onProgress: ProgressCallback
  ): Promise<TextReport>;
  /** Summaries made of the texts' own sentences. */
  summarise(job: SummariesJob, signal: AbortSignal, onProgress: ProgressCallback): Promise<SummaryReport>;
  /** What texts are about. */
  topics(
    job: { datasetId: string; column: string; topics: number; seed: number },
    signal: AbortSignal,
    onProgress: ProgressCallback
  ): Promise<TopicReport>;
  /** What was found out about a run before; null where nothing is kept. */
  keptAnswer(job: { runId: string; what: string; request?: PlainRecord }): Promise<unknown>;
  /** Two versions, or two parts of the division. */
  compareData(job: { datasetId: string; against: ComparisonAsk }, signal: AbortSignal, onProgress: ProgressCallback): Promise<Comparison>;
}
