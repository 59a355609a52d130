import { describe, expect, test } from 'vitest';
import { compileExpression } from '../../../src/core/expression/compile.ts';
import { answer, answers, columns, failure } from './helper.ts';

test.each([
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['2 ^ 3 ^ 2', 512],
  ['-2 ^ 2', -4],
  ['7 % 4 - -1', 4],
  ['10 / 4', 2.5],
  ['1e3 + .5', 1000.5],
  ['round(2.5)', 3],
  ['round(-2.5)', -3],
  ['round(1.005, 2)', 1.01],
  ['round(1234, -2)', 1200],
  ['min(3, 1, 2) + max(3, 1, 2)', 4],
  ['floor(-1.5) + ceil(1.2) + abs(-3) + sign(-9)', 2],
  ['sqrt(16) + log(exp(2)) + log10(100) + log2(8)', 11],
  ["'a' < 'b' and 2 >= 2 and 1 <> 2 and 1 == 1", true],
  ["'it''s' = \"it's\"", true],
  ['3 in (1, 2, 3)', true],
  ['3 not in (1, 2)', true],
  ['not 3 between 1 and 2', true],
  ['3 between 1 and 5 and 2 between 2 and 2', true],
  ["'Adelie' like 'A%e_ie' and not 'adelie' like 'A%'", true],
  ["'50 %' like '%\\%'", true],
  ["'penguin' contains 'gui' and 'penguin' startsWith 'pen' and 'penguin' endsWith 'in'", true],
  ["contains('penguin', 'gui')", true],
  ["'AB-12' matches '^[A-Z]+-\\d{2}$'", true],
  ["lower('ÄB') = 'äb' and upper('straße') = 'STRASSE'", true],
  ["trim('  x ')", 'x'],
  ["length('a😀b')", 3],
  ["substring('a😀bc', 2, 2)", '😀b'],
  ["substring('abc', 2)", 'bc'],
  ["replace('a.b.c', '.', '-')", 'a-b-c'],
  ["concat('a', 'b', 'c')", 'abc'],
  ["toNumber(' 1.5e2 ')", 150],
  ['toText(1.5)', '1.5'],
  ["if(1 > 2, 'yes', 'no')", 'no'],
  ['coalesce(missing, missing, 4)', 4],
  ["year(toTime('2024-02-29')) * 100 + month(toTime('2024-02-29'))", 202402],
  ["dayOfWeek(toTime('2024-01-01'))", 0],
  ["dayOfWeek(toTime('2024-01-07'))", 6],
  ["weekday(toTime('2024-01-07'))", 7],
  ["quarter(toTime('2024-12-31')) + dayOfYear(toTime('2024-12-31'))", 370],
  ["hour(toTime('2024-01-01T10:30:15+02:00')) * 60 + minute(toTime('2024-01-01T10:30:15+02:00'))", 510],
  ["dateDiff('days', toTime('2024-02-28'), toTime('2024-03-01'))", 2],
  ["dateDiff('months', toTime('2024-01-31'), toTime('2024-02-29'))", 1],
  ["dateDiff('years', toTime('2000-02-29'), toTime('2023-02-28'))", 23],
  ["toText(dateAdd('months', 1, toTime('2024-01-31')))", '2024-02-29T00:00:00.000Z'],
  ["toText(startOf('week', toTime('2024-05-05T10:00')))", '2024-04-29T00:00:00.000Z'],
  ["toText(startOf('quarter', toTime('2024-05-05')))", '2024-04-01T00:00:00.000Z']
])('%s is %s', async (text, value) => {
  expect(await answer(text)).toBe(value);
});

test('names with spaces and names that are words of the language stand in backticks', async () => {
  expect(await answer('`body mass` / 2', { 'body mass': 8 })).toBe(4);
  expect(await answer('not `and`', { and: false })).toBe(true);
});

describe('missing values go as in SQL', () => {
  test.each([
    ['age + 1', null],
    ['age ^ 0', null],
    ['age = age', null],
    ['age > 1 and false', false],
    ['age > 1 and true', null],
    ['age > 1 or true', true],
    ['not (age > 1)', null],
    ['age in (1, 2)', null],
    ['2 in (1, missing)', null],
    ['2 in (2, missing)', true],
    ['age between 1 and 2', null],
    ["colour like '%'", null],
    ["concat(said, 'x')", null],
    ['min(1, age)', null],
    ['isMissing(age) and not isMissing(1)', true],
    ['age is null and not (age is not null)', true],
    ['age + 1 is missing and 1 IS NOT NULL', true],
    ['if(age > 1, 1, 2)', 2],
    ['coalesce(age, 7)', 7],
    ['year(when)', null]
  ])('%s is %s', async (text, value) => {
    expect(await answer(text)).toBe(value);
  });

  test('and what is no finite number is missing', async () => {
    for (const text of ['1 / 0', '0 / 0', 'log(-1)', 'sqrt(-1)', 'exp(1000)', '5 % 0', "toNumber('a few')"])
      expect(await answer(text)).toBe(null);
  });
});

test('beside a time, a text that writes one is one', async () => {
  const rows = [{ when: Date.UTC(2024, 0, 1) }, { when: Date.UTC(2024, 0, 2, 12) }];
  expect(await answers("when > '2024-01-01'", rows)).toEqual([false, true]);
  expect(await answers("when in ('2024-01-01', '2024-05-05')", rows)).toEqual([true, false]);
  expect(await answers("when between '2024-01-02' and '2024-01-03T00:00Z'", rows)).toEqual([false, true]);
});

describe('an error says where, what was expected, and the nearest name', () => {
  test.each([
    ['agge > 3', 'There is no column “agge” (position 1).', 'Did you mean age?', [0, 4]],
    ['1 + bodymass', 'There is no column “bodymass” (position 5).', 'Did you mean `body mass`?', [4, 12]],
    ['bod + 1', 'There is no column “bod” (position 1).', 'Did you mean `body mass`?', [0, 3]],
    ['rund(age)', 'There is no function "rund" (position 1).', 'Did you mean round?', [0, 4]],
    ['age >', 'A value was expected after ">", but the expression ends there (position 6).', 'Write a column', [5, 5]],
    ['(age + 1', '")" was expected, but the expression ends there (position 9).', 'position 1 is still open', [8, 8]],
    ['age 3', '"3" does not follow from what stands before it (position 5).', 'Put an operator', [4, 5]],
    ['age + 1)', '")" does not follow', 'Leave it out', [7, 8]],
    ["colour = 'red", "The text that begins here has no closing ' (position 10).", 'Text stands in quotes', [9, 13]],
    ['age ? 1', '"?" means nothing here (position 5).', '', [4, 5]],
    ["age + 'x'", "a + b takes a number, but 'x' is text (position 7).", 'concat(a, b)', [6, 9]],
    ['said + said', 'a + b takes a number, but said is text (position 1).', 'concat(a, b)', [0, 4]],
    ['when - when', 'a - b takes a number, but when is a time', 'dateDiff', [0, 4]],
    ['age = colour', 'needs values of one type, but age is a number and colour is text', 'toNumber', [6, 12]],
    ["age > 'age'", "but age is a number and 'age' is text", 'Did you mean the column age?', [6, 11]],
    ["when > 'May'", "is a time and 'May' is text", "'2024-05-01'", [7, 12]],
    ['age = missing', 'is itself always missing, never true', 'isMissing(x)', [6, 13]],
    ['round()', 'round(x, digits) takes 1 or 2 arguments, but 0 are given', 'Write it as', [0, 7]],
    ['age in 3', 'A list in parentheses was expected after "in" (position 8).', "colour in ('red', 'blue')", [7, 8]],
    ['age between 3', '"and" and an upper bound were expected', 'age between 18 and 65', [13, 13]],
    ['age is 3', '"null" was expected after "is"', 'age is not null', [7, 8]],
    ['`and` = "true"', 'is true or false and', 'Write true without quotes', [8, 14]],
    ["age = '5'", "age is a number and '5' is text", 'Write 5 without quotes', [6, 9]],
    ['said = "colour"', '"colour" in double quotes is a text here', "Write colour for the column, or 'colour' for the text", [7, 15]],
    ['missing(age)', '"missing" is a value and no function', 'isMissing(x)', [0, 7]],
    ['and > 1', 'the word "and" stands there', '`and`', [0, 3]],
    ['colour matches said', 'needs its pattern written out as a text', 'in quotes', [15, 19]],
    ["colour matches '('", 'a parenthesis is not closed', 'Change it', [0, 18]],
    ["colour matches '(?=a)'", 'look ahead', '', [0, 22]],
    ["dateDiff('fortnights', when, when)", "the unit is one of 'seconds'", '', [0, 34]],
    ['', 'A value was expected, but the expression ends there (position 1).', '', [0, 0]],
    ['missing', 'The expression is missing in every row', '', [0, 7]],
    ['not age', 'not a takes true or false, but age is a number', 'x > 0', [4, 7]],
    ['`and` < true', 'but is given true or false', '', [0, 5]]
  ])('%s', (text, message, hint, [from, to]) => {
    const error = failure(text);
    expect(error.code).toBe('expression-invalid');
    expect(error.message).toContain(message);
    expect(error.hint).toContain(hint);
    expect(error.context).toMatchObject({ from, to });
  });

  test('a filter wants a condition', () => {
    expect(() => compileExpression('age + 1', columns, 'boolean')).toThrow('a condition, true or false, is wanted');
  });

  test('a text that is nested or long beyond measure is refused, not run out of', () => {
    expect(failure(`${'('.repeat(5000)}1${')'.repeat(4999)}`).message).toContain('nested too deeply');
    expect(failure(`1${' + 1'.repeat(5000)}`).message).toContain('characters');
  });
});

test('what is made of nothing that varies is worked out once, and a constant condition is still one', async () => {
  expect(await answers("if(1 > 2, 'a', colour)", [{ colour: 'red' }, {}])).toEqual(['red', null]);
  expect(await answers('true', [{}, {}])).toEqual([true, true]);
});
