import type { TableFormat } from './table-format.ts';

/** CSV, TSV and their like: whatever is text. They are read by the CSV reader (`ingest/csv`), which has options and a preview of its own. */
export const delimited: TableFormat = {
  id: 'csv',
  label: 'CSV',
  endings: ['.csv', '.tsv', '.tab', '.txt'],
  counts: 'line',
  recognise: () => null
};
