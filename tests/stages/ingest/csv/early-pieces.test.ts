import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyColumn, type Column } from '../../../../src/core/table.ts';
import { readCsv } from '../../../../src/stages/ingest/csv/read-csv.ts';
import { context, read } from './helper.ts';

const CHUNK_ROWS = 4;

/** What is stored, in order. */
async function storedOf(text: string) {
  const pieces: Column[] = [];
  const sink = { append: (column: Column) => Promise.resolve(String(pieces.push(copyColumn(column)) - 1)) };
  const { columns } = await readCsv(new Blob([text]), sink, { options: {}, chunkRows: CHUNK_ROWS }, context);
  return { pieces, columns };
}

const rowsOf = (words: readonly string[]) => ['n,word', ...words.map((word, i) => `${i * 3},${word}`)].join('\n');
const turns = (times: number) => Array.from({ length: times }, () => ['red', 'blue']).flat();

test('pieces of a column whose labels are known are stored while the file is read', async () => {
  const { pieces, columns } = await storedOf(rowsOf(turns(12)));
  const [numbers, words] = columns;
  expect(words!.chunks).toHaveLength(6);
  // The second piece brings no new label, and the first comes with it; of the numbers two are stored by then.
  expect(words!.chunks.map(Number)).toEqual([2, 3, 5, 7, 9, 11]);
  expect(numbers!.chunks.map(Number)).toEqual([0, 1, 4, 6, 8, 10]);
  expect(pieces).toHaveLength(12);
});

test('a label that comes late makes the pieces anew, and the table is right', async () => {
  const words = [...turns(8), 'amber', ...turns(2)];
  const { pieces, columns } = await storedOf(rowsOf(words));
  expect(columns[1]!.labels).toEqual(['amber', 'blue', 'red']);
  const codes = columns[1]!.chunks.flatMap((id) => {
    const piece = pieces[Number(id)]!;
    return piece.kind === 'category' ? [...piece.codes] : [];
  });
  expect(codes.map((code) => columns[1]!.labels![code])).toEqual(words);
  expect(pieces.length).toBeGreaterThan(columns.flatMap(({ chunks }) => chunks).length);
});

test('a column that turns out to be texts, or whose labels change, is what it is in one piece', async () => {
  const word = fc.constantFrom('a', 'b', 'true', 'false', '3', '4.5', '2024-01-02', '', 'NA', 'long text of its own');
  await fc.assert(
    fc.asyncProperty(
      fc.array(word, { minLength: 1, maxLength: 9 }),
      fc.array(word, { maxLength: 30 }),
      fc.nat(12),
      async (few, late, times) => {
        const text = rowsOf([
          ...Array.from({ length: times }, () => few).flat(),
          ...late.map((one, i) => (i % 5 === 4 ? `${one}${i}` : one))
        ]);
        fc.pre(text.includes('\n'));
        const [inPieces, atOnce] = [await read(text, {}, { chunkRows: CHUNK_ROWS }), await read(text)];
        expect(inPieces.values).toEqual(atOnce.values);
        expect(inPieces.types).toEqual(atOnce.types);
        expect(inPieces.columns.map(({ labels }) => labels)).toEqual(atOnce.columns.map(({ labels }) => labels));
      }
    ),
    { numRuns: 60 }
  );
});
