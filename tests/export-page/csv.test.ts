import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerCsv } from '../../src/export-page/batch.ts';
import { csvLine, parseCsv } from '../../src/export-page/csv.ts';
import { createScorer } from '../../src/predict/scorer.ts';
import type { Predictor } from '../../src/predict/standalone.ts';
import { classPackage, numberPackage } from '../predict/test-packages.ts';

test.each([
  [
    'a,b\n1,2',
    [
      ['a', 'b'],
      ['1', '2']
    ]
  ],
  [
    'a;b\r\n1;2\r\n',
    [
      ['a', 'b'],
      ['1', '2']
    ]
  ],
  [
    'a\tb\r1\t2',
    [
      ['a', 'b'],
      ['1', '2']
    ]
  ],
  [
    '\uFEFFa,b\n\n"x, ""y""\nz",',
    [
      ['a', 'b'],
      ['x, "y"\nz', '']
    ]
  ],
  ['a\n"open', [['a'], ['open']]],
  ['', []]
])('%j is read', (text, records) => {
  expect(parseCsv(text)).toEqual(records);
});

test('what is written is read back', () => {
  const field = fc.string().filter((text) => !/^[=+\-@\t\r]/.test(text));
  const records = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(records, (given) => {
      const text = [['h1', 'h2'], ...given].map(csvLine).join('\r\n');
      expect(parseCsv(text).slice(1)).toEqual(given);
    })
  );
});

test('a text that a spreadsheet would run gets an apostrophe; a negative number stays one', () => {
  expect(csvLine(['=1+1', '-5', '@x', '+cmd', '-x'])).toBe("'=1+1,-5,'@x,'+cmd,'-x");
});

const predictorOf = (pkg: ReturnType<typeof classPackage>): Predictor => {
  const scorer = createScorer(pkg);
  return { pkg, predict: (rows) => scorer.scoreRows(rows), check: (rows) => scorer.readRows(rows) };
};

test('a batch keeps its rows and their order; a row with a wrong value keeps its place without an answer', () => {
  const { csv, rows, problems } = answerCsv(
    'id,age,sex,member,since\n1,42,m,no,2009-05-01\n2,old,f,no,2009-05-01\n3,,,,',
    predictorOf(classPackage())
  );
  expect(problems).toEqual(['Row 2: “age” must be a number, but it is “old”.']);
  expect(rows.map((row) => row.slice(0, 6))).toEqual([
    ['1', '42', 'm', 'no', '2009-05-01', 'false'],
    ['2', 'old', 'f', 'no', '2009-05-01', ''],
    ['3', '', '', '', '', expect.stringMatching(/true|false/) as string]
  ]);
  expect(parseCsv(csv)[0]).toEqual(['id', 'age', 'sex', 'member', 'since', 'prediction', 'probability of no', 'probability of yes']);
});

test('a batch of numbers has the ends of the interval', () => {
  expect(answerCsv('age,sex,member,since\n42,,,', predictorOf(numberPackage())).header).toEqual([
    'age',
    'sex',
    'member',
    'since',
    'prediction',
    'low',
    'high'
  ]);
});

test('a table that lacks an input is refused with the names, even when it is only called otherwise', () => {
  const answer = (text: string) => () => answerCsv(text, predictorOf(classPackage()));
  expect(answer('Age,sex,member,since\n42,m,no,2009-05-01')).toThrow('The table lacks the column “age”. Nothing was answered.');
  expect(answer('age,sex\n42,m')).toThrow('The table lacks the columns “member” and “since”. Nothing was answered.');
  expect(answer('')).toThrow('“age”, “sex”, “member” and “since”');
});

test('a batch of a model that knows its limits says beside each row whether it abstains and why', () => {
  const sets = { method: 'adaptive', cutoffs: Float64Array.of(0.99, 0.99), penalty: 0, free: 0, n: 100 };
  const { csv, abstained } = answerCsv(
    'age,sex,member,since\n42,m,no,2009-05-01',
    predictorOf(classPackage({ limits: { sets, widths: null, distance: null } }))
  );
  const [header, row] = parseCsv(csv);
  expect(abstained).toBe(1);
  expect(header!.at(-1)).toBe('abstained');
  expect(row!.at(-1)).toContain('It abstains: ');
  expect(answerCsv('age,sex,member,since\n42,m,no,2009-05-01', predictorOf(classPackage())).abstained).toBeNull();
});
