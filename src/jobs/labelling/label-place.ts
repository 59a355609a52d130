import { labelNotKept, labelsNeedCategory } from '../../core/errors/labelling.ts';
import type { CategoryColumn } from '../../core/table.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import type { JobServices } from '../services.ts';
import type { LabelPlace } from './label-store.ts';

/** The column that is labelled where the data have none for it yet. */
export const FRESH_COLUMN = 'label';

/** What is labelled, and what the data say by now. */
export interface OpenPlace extends LabelPlace {
  /** The class of each row by the data: a place in `labels`, -1 = none. */
  readonly codes: Int32Array;
  readonly labels: readonly string[];
}

/**
 * @param column of the data or a new one; the target when null, or a new column where there is none
 * @throws LatheError `labels-need-category` for a column of numbers, texts or times
 */
export async function openPlace(
  job: { readonly datasetId: string; readonly column: string | null },
  services: JobServices
): Promise<OpenPlace> {
  const { storage } = services;
  const dataset = await storage.datasets.get(job.datasetId);
  const { problem } = await storage.projects.get(dataset.projectId);
  const column = job.column ?? targetOf(dataset, problem?.target) ?? FRESH_COLUMN;
  const stored = dataset.columns.find(({ name }) => name === column);
  if (!stored) return { dataset, column, codes: new Int32Array(dataset.rows).fill(-1), labels: [] };
  if (stored.kind !== 'category') throw labelsNeedCategory(column, stored.type);
  const { codes, labels } = (await storage.datasets.readTable(dataset.id, [column])).columns[0] as CategoryColumn;
  return { dataset, column, codes, labels };
}

function targetOf({ columns }: DatasetRecord, target: string | undefined): string | undefined {
  const named = columns.find(({ name }) => name === target);
  return (named ?? columns.find(({ role }) => role === 'target'))?.name;
}

/** @throws LatheError `label-not-kept` */
export function checkEntry(place: OpenPlace, by: string, row: number, label: string | null): void {
  if (by.trim() === '' || by.length > 60) throw labelNotKept('the labeller has no name, or one over 60 letters');
  if (!(Number.isInteger(row) && row >= 0 && row < place.dataset.rows)) throw labelNotKept(`there is no row ${row}`);
  if (label !== null && (label.trim() === '' || label.length > 200)) throw labelNotKept('the label is empty, or over 200 letters');
}
