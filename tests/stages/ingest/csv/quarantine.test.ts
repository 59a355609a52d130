import { describe, expect, test } from 'vitest';
import { read } from './helper.ts';

const ragged = 'a,b,c\n1,2,3\n4,5\n7,"x ""y""\nz",9,10\n8,"open,9\n11,12,13,,\n';

describe('what does not come into the table as it stands is kept apart', () => {
  test('a row that loses fields and a quote that is never closed keep their line, reason and raw text', async () => {
    const { quarantine, rows } = await read(ragged);
    expect(rows).toBe(5);
    expect(quarantine).toEqual({
      count: 2,
      rows: [
        { line: 4, code: 'too-many-fields', reason: '4 fields where 3 are due.', text: '7,"x ""y""\nz",9,10' },
        { line: 6, code: 'unclosed-quote', reason: 'A quote is never closed.', text: '8,"open,9' }
      ]
    });
  });

  test('it is the same for any size of the pieces, with and without a kernel', async () => {
    const whole = await read(ragged);
    for (let pieceBytes = 1; pieceBytes <= 64; pieceBytes++)
      for (const useKernel of [true, false])
        expect((await read(ragged, {}, { pieceBytes, useKernel })).quarantine).toEqual(whole.quarantine);
  });

  test('values that a given type makes no sense of are told with their row', async () => {
    const { quarantine, values } = await read('k,age\r\na,12\r\nb,old\r\nc,"very, ""very"" old"\r\n', { types: { age: 'number' } });
    expect(values['age']).toEqual([12, null, null]);
    expect(quarantine).toEqual({
      count: 2,
      rows: [
        { line: 3, code: 'does-not-fit', reason: '“age”: “old” is no number.', text: 'b,old' },
        { line: 4, code: 'does-not-fit', reason: '“age”: “very, "very" old” is no number.', text: 'c,"very, ""very"" old"' }
      ]
    });
  });

  test('a file that is whole sets nothing aside, nor do rows that only lack fields', async () => {
    expect((await read('a,b\n1,2\n3\n4,5,,\n')).quarantine).toBeNull();
  });

  test('all is counted, the first thousand kept, long texts cut', async () => {
    const long = 'x'.repeat(5000);
    const many = await read(`a,b\n${Array.from({ length: 1500 }, (_, i) => `${i},1,2,3`).join('\n')}\n`);
    expect(many.quarantine).toMatchObject({ count: 1500 });
    expect(many.quarantine!.rows).toHaveLength(1000);
    const wide = await read(`a,b\n${Array.from({ length: 200 }, () => `1,2,3,${long}`).join('\n')}\n`);
    expect(wide.quarantine!.rows[0]!.text).toHaveLength(4000);
    expect(wide.quarantine!.rows.length).toBeLessThan(70);
    expect(wide.quarantine!.count).toBe(200);
  });
});

describe('rows that are not whole can be left out of the table', () => {
  test.each([true, false])('each stands in the quarantine then, kernel: %s', async (useKernel) => {
    for (const pieceBytes of [1, 7, 64, 1 << 20]) {
      const { values, quarantine, issue } = await read(ragged, { badRows: 'set-aside' }, { useKernel, pieceBytes });
      expect(values).toEqual({ a: [1, 11], b: [2, 12], c: [3, 13] });
      expect(quarantine!.rows.map(({ line, code }) => [line, code])).toEqual([
        [3, 'too-few-fields'],
        [4, 'too-many-fields'],
        [6, 'unclosed-quote']
      ]);
      expect(issue('short-row')!.message).toBe('1 row has fewer than 3 fields; left out of the table and set aside.');
    }
  });

  test('the header stays, though it has a name less than the rows have fields', async () => {
    const { values } = await read('mpg,cyl\nMazda,21,6\nDatsun,22.8,4\nFiat,3\n', { badRows: 'set-aside' });
    expect(values).toEqual({ column_1: ['Mazda', 'Datsun'], mpg: [21, 22.8], cyl: [6, 4] });
  });
});
