import { compileExpression } from '../../../src/core/expression/compile.ts';
import { evaluateRows } from '../../../src/core/expression/evaluate.ts';
import type { ExpressionColumn } from '../../../src/core/expression/syntax.ts';
import { reader } from '../../../src/core/expression/vectors.ts';
import { categoryColumn, textColumn, type Column } from '../../../src/core/table.ts';

export type Value = number | string | boolean | null;
export type Row = Readonly<Record<string, Value>>;

/** Columns of every type; two names need backticks. */
export const columns: readonly ExpressionColumn[] = [
  { name: 'age', type: 'integer' },
  { name: 'body mass', type: 'number' },
  { name: 'colour', type: 'category', labels: ['blue', 'green', 'red'] },
  { name: 'said', type: 'text' },
  { name: 'and', type: 'boolean' },
  { name: 'when', type: 'time' }
];

export function columnsOf(rows: readonly Row[]): Column[] {
  const numbers = (name: string) => Float64Array.from(rows, (row) => (row[name] ?? NaN) as number);
  const texts = (name: string) => rows.map((row) => (row[name] ?? null) as string | null);
  return [
    { kind: 'number', name: 'age', values: numbers('age') },
    { kind: 'number', name: 'body mass', values: numbers('body mass') },
    categoryColumn('colour', texts('colour'), ['blue', 'green', 'red']),
    textColumn('said', texts('said')),
    categoryColumn(
      'and',
      rows.map((row) => ((row['and'] ?? null) === null ? null : String(row['and']))),
      ['false', 'true']
    ),
    { kind: 'time', name: 'when', values: numbers('when') }
  ];
}

/** What an expression gives for each row. */
export async function answers(text: string, rows: readonly Row[]): Promise<Value[]> {
  const expression = compileExpression(text, columns);
  const out: Value[] = [];
  const byName = new Map(columnsOf(rows).map((column) => [column.name, { column, isBoolean: column.name === 'and' }]));
  await evaluateRows(
    expression,
    rows.length,
    byName,
    (vector, start) => {
      const at = reader(vector);
      for (let row = 0; row < Math.min(65_536, rows.length - start); row++) out.push(at(row));
    },
    () => Promise.resolve()
  );
  return out;
}

/** The answer for one row of nothing but missing values and what is given. */
export const answer = async (text: string, row: Row = {}): Promise<Value> => (await answers(text, [row]))[0]!;

/** The error of an expression that can't be. */
export function failure(text: string): { code: string; message: string; hint: string; context: Record<string, unknown> } {
  try {
    compileExpression(text, columns);
  } catch (error) {
    return error as never;
  }
  throw new Error(`"${text}" was accepted.`);
}
