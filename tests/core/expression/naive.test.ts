import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoteName, quoteText, type Node } from '../../../src/core/expression/syntax.ts';
import { parseExpression } from '../../../src/core/expression/parse.ts';
import { timeOfText } from '../../../src/core/expression/time-text.ts';
import { answers, type Row, type Value } from './helper.ts';

/** The plain twin: one row, one value at a time, straight from the syntax tree. */
function interpret(node: Node, row: Row): Value {
  if (node.kind === 'literal') return node.value;
  if (node.kind === 'column') return row[node.name] ?? null;
  const args = () => node.args.map((arg) => interpret(arg, row));
  switch (node.name) {
    case 'and':
    case 'or': {
      const decides = node.name === 'or';
      const [a, b] = args();
      if (a === decides || b === decides) return decides;
      return a === null || b === null ? null : !decides;
    }
    case 'if':
      return interpret(node.args[0]!, row) === true ? interpret(node.args[1]!, row) : interpret(node.args[2]!, row);
    case 'coalesce':
      return args().find((value) => value !== null) ?? null;
    case 'ismissing':
      return args()[0] === null;
    case 'in': {
      const [x, ...list] = args();
      if (x === null) return null;
      return list.some((value) => value === x) || (list.includes(null) ? null : false);
    }
  }
  const values = args();
  if (values.includes(null)) return null;
  const result = strict(node.name, timely(values as Exclude<Value, null>[], node));
  return typeof result === 'number' && !Number.isFinite(result) ? null : result;
}

/** Beside a time, a text is one. */
const timely = (values: Exclude<Value, null>[], node: Extract<Node, { kind: 'call' }>) =>
  ['=', '!=', '<', '<=', '>', '>='].includes(node.name) && values.some((value) => typeof value === 'number')
    ? values.map((value) => (typeof value === 'string' ? timeOfText(value)! : value))
    : values;

function strict(name: string, [a, b, ...rest]: readonly Exclude<Value, null>[]): Value {
  const [x, y] = [a as number, b as number];
  const [s, t] = [a as string, b as string];
  switch (name) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return x / y;
    case '%':
      return x % y;
    case '-x':
      return -x;
    case 'abs':
      return Math.abs(x);
    case 'sqrt':
      return Math.sqrt(x);
    case 'log':
      return Math.log(x);
    case 'floor':
      return Math.floor(x);
    case 'min':
      return Math.min(x, y, ...(rest as number[]));
    case 'max':
      return Math.max(x, y, ...(rest as number[]));
    case '=':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a! < b!;
    case '<=':
      return a! <= b!;
    case '>':
      return a! > b!;
    case '>=':
      return a! >= b!;
    case 'not':
      return !a;
    case 'lower':
      return s.toLowerCase();
    case 'upper':
      return s.toUpperCase();
    case 'trim':
      return s.trim();
    case 'length':
      return [...s].length;
    case 'concat':
      return [s, t, ...(rest as string[])].join('');
    case 'replace':
      return t === '' ? s : s.replaceAll(t, () => String(rest[0]));
    case 'contains':
      return s.includes(t);
    case 'startswith':
      return s.startsWith(t);
    case 'endswith':
      return s.endsWith(t);
    case 'year':
      return new Date(x).getUTCFullYear();
    case 'month':
      return new Date(x).getUTCMonth() + 1;
    case 'totext':
      return String(a);
    case 'datediff':
      return ((typeof rest[0] === 'string' ? timeOfText(rest[0])! : (rest[0] as number)) - y) / (s === 'days' ? 86_400_000 : 3_600_000);
  }
  throw new Error(`The twin does not know ${name}.`);
}

const words = fc.constantFrom('red', 'Red', 'a', '', "it's", '%', 'ü😀');
const someTime = fc.constantFrom('2024-01-01', '1999-12-31T23:59Z', '2024-02-29T12:00');

const {
  number: numeric,
  text,
  condition
} = fc.letrec<{ number: string; text: string; condition: string }>((tie) => {
  const [n, t, c] = [tie('number'), tie('text'), tie('condition')];
  const pick = (...parts: fc.Arbitrary<string>[]) => fc.oneof({ maxDepth: 4 }, ...parts);
  const mix = (of: (...parts: string[]) => string, ...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((chosen) => of(...chosen));
  return {
    number: pick(
      fc.constantFrom('age', '`body mass`', 'age'),
      fc.integer({ min: -9, max: 9 }).map((value) => (value < 0 ? `(${value})` : String(value))),
      mix((a, op, b) => `(${a} ${op} ${b})`, n, fc.constantFrom('+', '-', '*', '/', '%'), n),
      mix((f, a) => `${f}(${a})`, fc.constantFrom('abs', 'sqrt', 'log', 'floor', '-'), n),
      mix((f, a, b) => `${f}(${a}, ${b}, 3)`, fc.constantFrom('min', 'max'), n, n),
      mix((a) => `length(${a})`, t),
      mix((f) => `${f}(when)`, fc.constantFrom('year', 'month')),
      mix((unit, at) => `dateDiff('${unit}', when, '${at}')`, fc.constantFrom('days', 'hours'), someTime),
      mix((q, a, b) => `if(${q}, ${a}, ${b})`, c, n, n),
      mix((a, b) => `coalesce(${a}, missing, ${b})`, n, n)
    ),
    text: pick(
      fc.constantFrom('colour', 'said', 'colour'),
      words.map(quoteText),
      mix((f, a) => `${f}(${a})`, fc.constantFrom('lower', 'upper', 'trim'), t),
      mix((a, b) => `concat(${a}, ${b})`, t, t),
      mix((a, b, w) => `replace(${a}, ${b}, ${w})`, t, t, words.map(quoteText)),
      mix((a) => `toText(${a})`, n),
      mix((q, a, b) => `if(${q}, ${a}, ${b})`, c, t, t),
      mix((a, b) => `coalesce(${a}, ${b})`, t, t)
    ),
    condition: pick(
      fc.constantFrom('`and`', 'true', 'not `and`'),
      mix((a, op, b) => `${a} ${op} ${b}`, n, fc.constantFrom('=', '!=', '<', '<=', '>', '>='), n),
      mix((a, op, b) => `${a} ${op} ${b}`, t, fc.constantFrom('=', '!=', '<', '>=', 'contains', 'startsWith', 'endsWith'), t),
      mix((op, at) => `when ${op} '${at}'`, fc.constantFrom('<', '>=', '='), someTime),
      mix((a, b, d) => `${a} in (${b}, ${d}, missing, 2)`, n, n, n),
      mix((a, b) => `${a} not in (${b}, 'red')`, t, t),
      mix((a, b, d) => `${a} between ${b} and ${d}`, n, n, n),
      mix((a, op, b) => `(${a} ${op} ${b})`, c, fc.constantFrom('and', 'or'), c),
      mix((a) => `not (${a})`, c),
      mix(
        (a) => `isMissing(${a})`,
        fc.oneof(
          n,
          t,
          c.map((q) => `(${q})`)
        )
      )
    )
  };
});

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const rows = fc.array(
  fc.record({
    age: maybe(fc.integer({ min: -5, max: 5 })),
    'body mass': maybe(fc.double({ noNaN: true, noDefaultInfinity: true })),
    colour: maybe(fc.constantFrom('blue', 'green', 'red')),
    said: maybe(words),
    and: maybe(fc.boolean()),
    when: maybe(fc.integer({ min: -1e12, max: 2e12 }))
  }),
  { minLength: 1, maxLength: 8 }
);

test.each([
  ['numbers', numeric],
  ['texts', text],
  ['conditions', condition]
])('whole columns at a time give what row by row gives: %s', async (_kind, source) => {
  await fc.assert(
    fc.asyncProperty(source, rows, async (expression, table) => {
      const node = parseExpression(expression);
      const fast = await answers(expression, table);
      expect(fast).toEqual(table.map((row) => interpret(node, row)));
    }),
    { numRuns: 600 }
  );
});

test('any text is answered with a value or an error of its own, and at once', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('age', "'", '(', ')', ',', '`', 'and', 'not', '-', '1', '=', 'in', ' ', 'between', 'if', 'ü', '\0', '"'), {
        maxLength: 30
      }),
      (parts) => {
        try {
          parseExpression(parts.join(''));
        } catch (error) {
          expect(error).toMatchObject({ code: 'expression-invalid' });
        }
      }
    ),
    { numRuns: 2000 }
  );
});

test('names and texts of any kind survive being quoted', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (name) => {
      expect(parseExpression(quoteName(name))).toMatchObject({ kind: 'column', name });
      expect(parseExpression(quoteText(name))).toMatchObject({ kind: 'literal', value: name });
    })
  );
});
