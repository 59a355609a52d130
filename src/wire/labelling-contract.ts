import type { Asked, AskFrom, LabelHow, MeasureLevel, OrderId } from '../core/labelling.ts';
import type { ProgressCallback } from './progress.ts';

/** Labels of one column of a version; the target, or a new column, where `column` is null. */
export interface LabelPlaceJob {
  readonly datasetId: string;
  readonly column: string | null;
}

/** Rows labelled by hand, with help. */
export interface LabellingApi {
  labelState(job: LabelPlaceJob): Promise<unknown>;
  labelOrders(): Promise<{ id: OrderId; label: string; doc: string }[]>;
  askRows(
    job: LabelPlaceJob & { by: string; order: OrderId; from: AskFrom; count: number; runId: string | null },
    signal: AbortSignal,
    onProgress: ProgressCallback
  ): Promise<{ asked: readonly Asked[]; open: number; among: number; basis: 'model' | 'neighbours' | 'none' }>;
  setLabels(
    job: LabelPlaceJob & { by: string; how: LabelHow; labels: readonly { row: number; label: string | null; confidence?: number | null }[] }
  ): Promise<void>;
  /** @returns the rows it was about */
  undoLabels(job: LabelPlaceJob & { by: string }): Promise<number[]>;
  suggestLabels(job: LabelPlaceJob, signal: AbortSignal, onProgress: ProgressCallback): Promise<unknown>;
  agreement(job: LabelPlaceJob & { level: MeasureLevel }, signal: AbortSignal, onProgress: ProgressCallback): Promise<unknown>;
  /** @returns the id of the new dataset version */
  commitLabels(job: LabelPlaceJob, signal: AbortSignal, onProgress: ProgressCallback): Promise<string>;
  exportLabels(job: LabelPlaceJob): Promise<Blob>;
}
