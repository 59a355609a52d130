import readXlsxFile from 'read-excel-file/node';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isoText } from '../../../../src/stages/ingest/csv/csv-text.ts';
import { IssueLog } from '../../../../src/stages/ingest/csv/issue-log.ts';
import { SheetRows } from '../../../../src/stages/ingest/formats/xlsx/sheet-rows.ts';
import { openWorkbook } from '../../../../src/stages/ingest/formats/xlsx/workbook.ts';

const path = (name: string) => join(import.meta.dirname, '../../../reference/formats', name);

test('cells are what read-excel-file reads', async () => {
  const book = await openWorkbook(new Blob([readFileSync(path('same.xlsx'))]));
  const own: (string | null)[][] = [];
  for await (const { cells } of new SheetRows(book, new IssueLog()).of(book.sheets[0]!, () => undefined))
    own.push(Array.from({ length: 9 }, (_, j) => cells[j]?.text ?? null));
  const [oracle] = await readXlsxFile(path('same.xlsx'));
  // The oracle cuts the parts of a day to milliseconds where the nearest one is meant, so times may be one apart.
  const near = (value: Date, text: string | null) =>
    text !== null && Math.abs(Date.parse(text) - value.getTime()) <= 1 ? text : isoText(value.getTime());
  const text = (value: unknown, mine: string | null) => (value === null ? null : value instanceof Date ? near(value, mine) : String(value));
  expect(own).toEqual(oracle!.data.map((row, i) => Array.from({ length: 9 }, (_, j) => text(row[j] ?? null, own[i]![j]!))));
});
