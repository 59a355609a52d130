import { formulaColumnTaken, formulaNotFinite } from '../../../core/errors/preparing.ts';
import { isLatheError } from '../../../core/errors/lathe-error.ts';
import { compileExpression } from '../../../core/expression/compile.ts';
import type { Program } from '../../../core/expression/program.ts';
import type { ExpressionColumn, ValueType } from '../../../core/expression/syntax.ts';
import type { ColumnKind } from '../../../core/table.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import { isCondition } from '../column-summary.ts';
import { defineStep, type NamedKind } from '../step-type.ts';

/** A column worked out from others by a formula. It is part of the recipe, so the package works it out itself from a raw row. */
export const formula = defineStep({
  id: 'formula',
  purpose: 'derive',
  label: 'Work out a column',
  doc: 'Adds a column worked out from others of the same row, such as weight / height ^ 2. The model works it out itself wherever it is used.',
  accepts: ['number', 'category', 'time', 'text'],
  turnsInto: 'same',
  gapsAfter: () => 'kept',
  params: {
    name: { type: 'text', default: 'worked out', doc: 'What the new column is called.' },
    expression: { type: 'text', default: '1', doc: 'A formula over columns that stand before this step.' },
    stored: { type: 'text', default: '', doc: 'The stored feature it is, with its version; empty for one of this recipe alone.' }
  },
  adds: ({ name, expression }, columns) => ({ name, ...kindAndCondition(expression, columns) }),

  fit(table, _columns, { name, expression }) {
    if (table.columns.some((column) => column.name === name)) throw formulaColumnTaken(name);
    const { program } = compileExpression(
      expression,
      table.columns.map((column) => asExpressionColumn({ ...column, ...(isCondition(column) ? { isCondition: true } : {}) }))
    );
    if (!isFinite(program)) throw formulaNotFinite(expression);
    return { name, program: program as unknown as PlainRecord };
  }
});

/** Columns that an earlier step splits are known only once it was fitted: a formula over those is taken for a number, which it most often is. */
function kindAndCondition(expression: string, columns: readonly NamedKind[]): Omit<NamedKind, 'name'> {
  try {
    const { type, zone } = compileExpression(expression, columns.map(asExpressionColumn));
    return { kind: kindOfType[type], ...(type === 'boolean' ? { isCondition: true } : {}), ...(zone === undefined ? {} : { zone }) };
  } catch (error) {
    if (isLatheError(error) && error.code === 'expression-invalid') return { kind: 'number' };
    throw error;
  }
}

const kindOfType: Readonly<Record<ValueType, ColumnKind>> = { number: 'number', time: 'time', boolean: 'category', text: 'category' };

const asExpressionColumn = ({ name, kind, zone, isCondition: isTrueOrFalse }: NamedKind): ExpressionColumn => ({
  name,
  type: isTrueOrFalse ? 'boolean' : kind,
  ...(zone === undefined ? {} : { zone })
});

/** A package holds no number that is none. */
function isFinite(program: Program): boolean {
  if (program.kind === 'call') return program.args.every(isFinite);
  return program.kind === 'column' || typeof program.value !== 'number' || Number.isFinite(program.value);
}
