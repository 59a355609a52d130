import { columnKindMismatch } from '../../core/errors/packaging.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import { vectorOf } from '../../core/expression/evaluate.ts';
import { columnsOf, runProgram, type Program } from '../../core/expression/program.ts';
import type { ValueType } from '../../core/expression/syntax.ts';
import { MISSING, type Vector } from '../../core/expression/vectors.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { findColumn, type Column, type ColumnKind, type Table } from '../../core/table.ts';
import { defineApplier } from '../step-applier.ts';

/** The new column's name, and the formula as it was read and checked when the step was fitted. */
export interface FormulaState extends PlainRecord {
  readonly name: string;
  readonly program: PlainRecord;
}

/** A column worked out from others of the same row, behind them all. Missing values go as everywhere in the expression language. */
export const formula = defineApplier<FormulaState>({
  id: 'formula',
  apply(table, columns, { name, program: stored }) {
    const program = stored as unknown as Program;
    const known = table.columns.map((column) => column.name);
    for (const wanted of columns) if (!known.includes(wanted)) throw columnNotFound(wanted, known);
    return { rows: table.rows, columns: [...table.columns, columnOf(name, program.type, answers(table, program))] };
  }
});

function answers(table: Table, program: Program): Vector {
  const typeOf = columnsOf(program);
  const vectors = new Map([...typeOf].map(([name, type]) => [name, vectorNamed(table, name, type)]));
  return runProgram(program)({ rows: table.rows, column: (name) => vectors.get(name)! });
}

const kindsOf: Readonly<Record<ValueType, readonly ColumnKind[]>> = {
  number: ['number'],
  time: ['time'],
  boolean: ['category'],
  text: ['category', 'text']
};

function vectorNamed(table: Table, name: string, type: ValueType): Vector {
  const column = findColumn(table, name);
  if (!column)
    throw columnNotFound(
      name,
      table.columns.map((other) => other.name)
    );
  if (!kindsOf[type].includes(column.kind)) throw columnKindMismatch('Work out a column', name, column.kind, kindsOf[type]);
  return vectorOf(column, type === 'boolean', 0, table.rows);
}

function columnOf(name: string, type: ValueType, vector: Vector): Column {
  if (vector.kind === 'number') return { kind: type === 'time' ? 'time' : 'number', name, values: vector.values.slice() };
  if (vector.kind === 'boolean')
    return {
      kind: 'category',
      name,
      labels: ['false', 'true'],
      codes: Int32Array.from(vector.values, (value) => (value === MISSING ? -1 : value))
    };
  return withoutRepeats(name, vector);
}

/** Labels of a vector may repeat, and may be of no row: those of a column do neither. */
function withoutRepeats(name: string, { codes, labels }: Extract<Vector, { kind: 'text' }>): Column {
  const places = new Map<string, number>();
  const out = codes.map((code) => {
    if (code < 0) return -1;
    const label = labels[code]!;
    const place = places.get(label) ?? places.size;
    places.set(label, place);
    return place;
  });
  return { kind: 'category', name, codes: out, labels: [...places.keys()] };
}
