import { ruleInvalid } from '../../../../core/errors/tables.ts';
import type { Rule } from '../../../../core/rule.ts';
import { columnTypes, type ColumnType } from '../../../../core/schema.ts';
import type { Column } from '../../../../core/table.ts';
import { booleanWords } from '../../csv/builds/boolean-build.ts';
import { readNumber } from '../../csv/number-formats.ts';
import { readTime } from '../../csv/time-formats.ts';
import { byText, checkValues } from '../cells.ts';
import { settled, type RuleKind } from '../rule-kind.ts';

export const typeRule: RuleKind = {
  id: 'type',
  label: 'Type',
  doc: 'Every value can be read as this type.',
  takes: 'column',
  value: { holds: 'text', label: 'Type', doc: 'What each value can be read as.', options: columnTypes },
  describe: ({ value }) => `is of the type ${String(value)}`,
  begin(rule) {
    const type = typeOf(rule);
    return checkValues((column) => keepsType(type, column));
  },
  propose: ({ columns, rows }) =>
    settled(columns.map(({ name, type }) => ({ column: name, kind: 'type', value: type, because: `Read as ${type} in all ${rows} rows.` })))
};

function typeOf({ column, kind, value }: Rule): ColumnType {
  const type = columnTypes.find((known) => known === value);
  if (!type) throw ruleInvalid(column, kind, `a column type (${columnTypes.join(', ')})`);
  return type;
}

function keepsType(type: ColumnType, column: Column): (row: number) => boolean {
  switch (type) {
    case 'number':
    case 'integer':
      if (column.kind === 'number') return (row) => type === 'number' || Number.isInteger(column.values[row]);
      return column.kind === 'time' || column.kind === 'image' ? () => false : byText((text) => isNumberText(text, type))(column);
    case 'boolean':
      return byText((text) => booleanWords.has(text.toLowerCase()))(column);
    case 'time':
      if (column.kind === 'time') return () => true;
      return column.kind === 'number' || column.kind === 'image'
        ? () => false
        : byText((text) => !Number.isNaN(readTime(text, 'iso')))(column);
    case 'image':
      return () => column.kind === 'image';
    default:
      return () => column.kind !== 'image';
  }
}

function isNumberText(text: string, type: 'number' | 'integer'): boolean {
  const number = readNumber(text, '.');
  return number !== null && Number.isFinite(number.value) && (type === 'number' || Number.isInteger(number.value));
}
