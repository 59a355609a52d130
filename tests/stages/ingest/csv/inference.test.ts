import { describe, expect, test } from 'vitest';
import { read } from './helper.ts';

const lines = (count: number, of: (i: number) => string) => Array.from({ length: count }, (_, i) => of(i)).join('\n');

describe('types hold for every value', () => {
  test('one word at the very end of a column of numbers makes it text, with every number kept as written', async () => {
    const result = await read(`x,y\n${lines(70_000, (i) => `${i % 30}.50,${i}`)}\nunknown,70000\n`, {}, { pieceBytes: 50_000 });
    expect(result.types).toEqual({ x: 'category', y: 'integer' });
    expect(result.values['x']!.slice(0, 2)).toEqual(['0.50', '1.50']);
    expect(result.values['x']!.at(-1)).toBe('unknown');
    expect(result.values['y']!.at(-1)).toBe(70_000);
  });

  test('a column empty for a whole piece takes its type from what comes after', async () => {
    const result = await read(
      `a,b,c,d\n${lines(300, (i) => `,,,${i}`)}\nword,2024-01-01,1.5,300\n`,
      {},
      { chunkRows: 100, pieceBytes: 64 }
    );
    expect(result.types).toEqual({ a: 'category', b: 'time', c: 'number', d: 'integer' });
    expect(result.columns[0]).toMatchObject({ missing: 300, labels: ['word'] });
    expect(result.values['b']!.at(-1)).toBe(Date.UTC(2024, 0, 1));
    expect(result.values['a']).toHaveLength(301);
  });

  test('a date at the end that is none makes the column text', async () => {
    const result = await read(
      `t\n${lines(500, (i) => `2024-01-${String(1 + (i % 28)).padStart(2, '0')}`)}\n2024-02-30\n`,
      {},
      { pieceBytes: 64, chunkRows: 100 }
    );
    expect(result.types['t']).toBe('category');
    expect(result.values['t']!.at(-1)).toBe('2024-02-30');
  });

  test('markers met before a column is read again are counted once', async () => {
    const result = await read(`x\n${lines(200, (i) => (i % 10 === 0 ? 'NA' : String(i)))}\nend\n`, {}, { pieceBytes: 64, chunkRows: 50 });
    expect(result.issue('missing-marker')!.count).toBe(20);
    expect(result.columns[0]!.missing).toBe(20);
  });

  test('over 10,000 different texts go on as text and lose nothing', async () => {
    const result = await read(`name,n\n${lines(25_000, (i) => `name ${i % 12_000},${i}`)}\n`, {}, { chunkRows: 4096, pieceBytes: 32_768 });
    expect(result.columns[0]).toMatchObject({ type: 'text', distinct: 12_000, missing: 0 });
    expect(result.values['name']).toEqual(Array.from({ length: 25_000 }, (_, i) => `name ${i % 12_000}`));
  });

  test('many different amounts in odd spelling are still numbers', async () => {
    const amount = (i: number) => `${1 + Math.floor(i / 1000)}.${String(i % 1000).padStart(3, '0')},5 €`;
    const result = await read(`a;n\n${lines(15_000, (i) => `${amount(i)};${i}`)}\n`, {}, { chunkRows: 4096 });
    expect(result.types['a']).toBe('number');
    expect(result.values['a']).toEqual(Array.from({ length: 15_000 }, (_, i) => 1000 + i + 0.5));
  });
});

describe('category or text', () => {
  test('a name in nearly every row is text, a short list is category', async () => {
    const result = await read(`car,origin\n${lines(398, (i) => `model ${i % 305},${['usa', 'japan', 'europe'][i % 3]!}`)}\n`);
    expect(result.types).toEqual({ car: 'text', origin: 'category' });
  });

  test('sentences are text, though they repeat', async () => {
    const sentence = (i: number) => `"${`word${i} `.repeat(40)}"`;
    expect((await read(`review\n${lines(100, (i) => sentence(i % 10))}\n`)).types['review']).toBe('text');
  });

  test('labels come in the order of code points', async () => {
    const result = await read('x\nb\n🙂\nA\nﬀ\na\n');
    expect(result.columns[0]!.labels).toEqual(['A', 'a', 'b', 'ﬀ', '🙂']);
  });

  test('true and false in any case are boolean; yes and no are words', async () => {
    const result = await read('a,b\nTRUE,yes\nfalse,no\nTrue,yes\n');
    expect(result.types).toEqual({ a: 'boolean', b: 'category' });
    expect(result.values['a']).toEqual(['true', 'false', 'true']);
  });
});

describe('roles', () => {
  test('id columns with unique values are identifiers, others of that name are not', async () => {
    const result = await read('passengerId,user_id,paid,shop_id\n1,a,1,7\n2,b,2,7\n3,c,3,8\n');
    expect(result.columns.map(({ role }) => role)).toEqual(['id', 'id', 'feature', 'feature']);
  });

  test('a row number without a name is an identifier', async () => {
    const result = await read(',x\n0,5\n1,5\n2,6\n');
    expect(result.columns[0]).toMatchObject({ name: 'column_1', role: 'id' });
  });

  test('times out of order are a feature', async () => {
    const result = await read('a,b\n2024-01-02,2024-01-01\n2024-01-01,2024-01-02\n2024-01-03,2024-01-04\n');
    expect(result.columns.map(({ role }) => role)).toEqual(['feature', 'feature']);
  });
});

describe('types the user gives', () => {
  test('values that do not fit become missing and are counted with their lines', async () => {
    const result = await read('a,b,c,t\n1,x,yes,2024-01-01\n2.5,2,no,never\nx,3,maybe,2024-01-03\n', {
      types: { a: 'integer', b: 'number', c: 'boolean', t: 'time' }
    });
    expect(result.types).toEqual({ a: 'integer', b: 'number', c: 'boolean', t: 'time' });
    expect(result.values).toEqual({
      a: [1, null, null],
      b: [null, 2, 3],
      c: ['true', 'false', null],
      t: [Date.UTC(2024, 0, 1), null, Date.UTC(2024, 0, 3)]
    });
    expect(result.issues.filter(({ code }) => code === 'does-not-fit').map(({ count, lines: at }) => [count, at])).toEqual([
      [2, [3, 4]],
      [1, [2]],
      [1, [4]],
      [1, [3]]
    ]);
  });

  test('numbers can be made labels or texts as they are written', async () => {
    const result = await read('a,b\n1.50,007\n2,8\n', { types: { a: 'category', b: 'text' } });
    expect(result.values).toEqual({ a: ['1.50', '2'], b: ['007', '8'] });
  });

  test('codes can be made numbers', async () => {
    expect((await read('zip\n00123\n45\n', { types: { zip: 'integer' } })).values['zip']).toEqual([123, 45]);
  });

  test('a type that no CSV column can have is refused', async () => {
    await expect(read('a\n1\n', { types: { a: 'image' } })).rejects.toMatchObject({ code: 'csv-type-unknown' });
  });

  test('a type for a column that is not there is told', async () => {
    expect((await read('a\n1\n', { types: { b: 'text' } })).issue('unknown-type-column')!.message).toContain('“b”');
  });
});
