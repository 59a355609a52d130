import 'fake-indexeddb/auto';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { quarantineVerbs } from '../../src/app/door/quarantine.ts';
import type { Services } from '../../src/app/services.ts';
import { fixture, imported } from './formats-helper.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook of one sheet, with what its cells share. */
function workbook(cells: string, shared: string): Uint8Array {
  const parts = unzipSync(fixture('same.xlsx'));
  const texts = `<Relationship Id="rShared" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`;
  const rels = new TextDecoder().decode(parts['xl/_rels/workbook.xml.rels']).replace('</Relationships>', texts);
  return zipSync({
    ...parts,
    'xl/_rels/workbook.xml.rels': strToU8(rels),
    'xl/sharedStrings.xml': strToU8(`<sst xmlns="${main}">${shared}</sst>`),
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet xmlns="${main}"><sheetData>${cells}</sheetData></worksheet>`)
  });
}

test('signs that a sheet writes as _xHHHH_ are the characters they stand for, in shared texts and in cells', async () => {
  const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  const rows = [
    `${inline('n')}${inline('note_x005F_1')}`,
    `<c><v>1</v></c><c t="s"><v>0</v></c>`,
    `<c><v>2</v></c>${inline('tab_x0009_here, _x005F_x0041_ and _x41_')}`
  ];
  const cells = rows.map((row) => `<row>${row}</row>`).join('');
  const { rows: found } = await imported(workbook(cells, '<si><r><t>one_x000D_\n</t></r><r><t>two _xD83D__xDE00_</t></r></si>'), 'a.xlsx');
  expect(found).toEqual([
    { n: 1, note_1: 'one\r\ntwo 😀' },
    { n: 2, note_1: 'tab\there, _x0041_ and _x41_' }
  ]);
});

test('a last row that is the total of those above is set aside with its reason, unless a person says otherwise', async () => {
  const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  const number = (value: number) => `<c><v>${value}</v></c>`;
  const sheet = (total: number) =>
    workbook(
      [
        ['shop', 'sum'].map(inline),
        ...[1.5, 2, 4].map((value, i) => [inline('ABC'[i]!), number(value)]),
        [inline('Total'), number(2)],
        [inline('D'), number(1)],
        [inline('Total'), number(total)]
      ]
        .map((cells) => `<row>${cells.join('')}</row>`)
        .join(''),
      ''
    );
  const { rows, id, storage } = await imported(sheet(10.5), 'a.xlsx');
  expect(rows.map(({ shop }) => shop)).toEqual(['A', 'B', 'C', 'Total', 'D']);
  expect((await quarantineVerbs({ storage } as Services).quarantine(id))?.rows).toEqual([
    { line: 7, code: 'footer', reason: 'It is called “Total”, and 10.5 is the sum of the 5 rows above.', text: 'Total, 10.5' }
  ]);
  expect((await imported(sheet(10.5), 'a.xlsx', { footerLines: 0 })).rows).toHaveLength(6);
  expect((await imported(sheet(11), 'a.xlsx')).rows).toHaveLength(6);
});
