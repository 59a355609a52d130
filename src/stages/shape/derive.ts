import { compileExpression } from '../../core/expression/compile.ts';
import type { ValueType } from '../../core/expression/syntax.ts';
import type { Vector } from '../../core/expression/vectors.ts';
import type { Pacer } from '../../core/pacer.ts';
import type { ColumnType } from '../../core/schema.ts';
import type { Column } from '../../core/table.ts';
import { evaluateFrame } from './filter.ts';
import { computedSource, expressionColumns, frameColumn, textOrCategory, type Frame, type FrameColumn } from './frame.ts';
import { originOf } from './origin.ts';

/** Adds a column by a formula, or replaces the one of that name, which keeps its place and its role. @throws LatheError `expression-invalid` */
export async function deriveColumn(frame: Frame, name: string, formula: string, pace: Pacer): Promise<Frame> {
  const expression = compileExpression(formula, expressionColumns(frame));
  const build = builders[expression.type](name, frame.rows);
  await evaluateFrame(frame, expression, pace, build.take);
  const { type, ...made } = build.finish();
  const { zone } = expression;
  const column = made.column.kind === 'time' && zone !== undefined ? { ...made.column, zone } : made.column;
  const before = frame.columns.find((candidate) => candidate.name === name);
  const fresh: FrameColumn = {
    name,
    type,
    role: before?.role ?? 'feature',
    origin: originOf(
      expression.columns.map((used) => frameColumn(frame, used)),
      false
    ),
    ...(column.kind === 'category' ? { labels: column.labels } : {}),
    ...(zone === undefined ? {} : { zone }),
    source: computedSource([column]),
    of: name,
    rows: null
  };
  const columns = before ? frame.columns.map((old) => (old === before ? fresh : old)) : [...frame.columns, fresh];
  return { rows: frame.rows, columns };
}

interface Build {
  readonly take: (answers: Vector, start: number) => void;
  finish(): { readonly column: Column; readonly type: ColumnType };
}

const builders: Readonly<Record<ValueType, (name: string, rows: number) => Build>> = {
  number: (name, rows) => numbers(name, rows, 'number'),
  time: (name, rows) => numbers(name, rows, 'time'),
  boolean: booleans,
  text: texts
};

/** Whole numbers throughout are integers, as in an import. */
function numbers(name: string, rows: number, kind: 'number' | 'time'): Build {
  const values = new Float64Array(rows);
  return {
    take(answers, start) {
      if (answers.kind === 'number') values.set(answers.values, start);
    },
    finish: () => {
      const isWhole = kind === 'number' && values.every((value) => Number.isNaN(value) || Number.isInteger(value));
      return { column: { kind, name, values }, type: isWhole ? 'integer' : kind };
    }
  };
}

function booleans(name: string, rows: number): Build {
  const codes = new Int32Array(rows);
  return {
    take(answers, start) {
      if (answers.kind === 'boolean') answers.values.forEach((value, row) => (codes[start + row] = value === 2 ? -1 : value));
    },
    finish: () => ({ column: { kind: 'category', name, codes, labels: ['false', 'true'] }, type: 'boolean' })
  };
}

function texts(name: string, rows: number): Build {
  const codes = new Int32Array(rows);
  const labels: string[] = [];
  const starts = new Map<readonly string[], number>();
  return {
    take(answers, start) {
      if (answers.kind !== 'text') return;
      let first = starts.get(answers.labels);
      if (first === undefined) {
        starts.set(answers.labels, (first = labels.length));
        for (const label of answers.labels) labels.push(label);
      }
      const from = first;
      answers.codes.forEach((code, row) => (codes[start + row] = code < 0 ? -1 : code + from));
    },
    finish: () => {
      const column = textOrCategory(name, codes, labels);
      return { column, type: column.kind === 'category' ? 'category' : 'text' };
    }
  };
}
