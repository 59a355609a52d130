import { csvText } from '../csv/csv-text.ts';
import { delimited } from '../formats/delimited.ts';
import type { ExportedData, TableExport } from './table-export.ts';

const common = { ending: 'csv', mime: 'text/csv' } as const;

/** Times as ISO 8601, missing as an empty field; the same table comes back. */
export const csv: TableExport = {
  ...common,
  id: 'csv',
  label: 'CSV, exact',
  doc: 'Every value as it is, moments with the offset of their zone. Read again into this project it gives the same data, elsewhere the same moments; texts that are empty, or called NA, stand in quotes and come back as texts.',
  readBack: {
    format: delimited,
    options: ({ columns }) => ({
      delimiter: ',',
      encoding: 'utf-8',
      header: true,
      skipLines: 0,
      footerLines: 0,
      decimal: '.',
      quotedIsText: true,
      types: Object.fromEntries(columns.map(({ name, type }) => [name, type]))
    })
  },
  write: (data, context) => csvPieces(data, context, false)
};

export const csvForSpreadsheets: TableExport = {
  ...common,
  id: 'csv-spreadsheet',
  label: 'CSV for spreadsheets',
  doc: 'Texts that a spreadsheet would run as a formula get an apostrophe in front.',
  readBack: null,
  write: (data, context) => csvPieces(data, context, true)
};

async function* csvPieces(
  data: ExportedData,
  context: Parameters<TableExport['write']>[1],
  spreadsheetSafe: boolean
): AsyncGenerator<string> {
  let isFirst = true;
  for await (const table of data.blocks(context)) {
    const [header = '', ...records] = csvText(table, { spreadsheetSafe });
    if (isFirst) yield header;
    yield* records;
    isFirst = false;
  }
}
