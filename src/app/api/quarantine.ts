import type { QuarantinedRow } from '../../core/quarantine.ts';

/** What an import set aside. */
export interface QuarantineVerbs {
  /** Records that did not come into a version as they stand in the file, the first of them, by line; null where the import set nothing aside. */
  quarantine(datasetId: string): Promise<QuarantineList | null>;
  /** The same as a CSV: line, reason and raw text. Texts that a spreadsheet would run as a formula are made safe. */
  quarantineCsv(datasetId: string): Promise<Blob>;
}

export interface QuarantineList {
  /** In all, also beyond those that were kept. */
  readonly count: number;
  readonly rows: readonly QuarantinedRow[];
}
