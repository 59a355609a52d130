import { ruleInvalid } from '../../../core/errors.ts';
import { columnTypes, type ColumnType } from '../../../core/schema.ts';
import { isMissing, textAt, type Column } from '../../../core/table.ts';
import { isoText } from '../csv/csv-text.ts';
import { readNumber } from '../csv/number-formats.ts';
import { readTime } from '../csv/time-formats.ts';
import { booleanWords } from '../csv/builds/boolean-build.ts';
import { ruleKinds, type Rule } from './rule.ts';

/**
 * How many rows break a rule. For `unique` that is every row whose value stood in an earlier row.
 * @throws LatheError `rule-invalid` when the rule's value is not what its kind needs
 */
export function countFailing(rule: Rule, column: Column, rows: number): number {
  if (!ruleKinds.includes(rule.kind)) throw ruleInvalid(rule.column, String(rule.kind), `a kind among ${ruleKinds.join(', ')}`);
  if (rule.kind === 'not-null') return count(rows, (row) => isMissing(column, row));
  const fails = failsOf(rule, column);
  return count(rows, (row) => !isMissing(column, row) && fails(row));
}

function failsOf(rule: Rule, column: Column): (row: number) => boolean {
  switch (rule.kind) {
    case 'unique':
      return repeats(column);
    case 'range':
      return outOfRange(rule, column);
    case 'in-set':
      return notInSet(rule, column);
    case 'pattern':
      return notMatching(rule, column);
    case 'type':
      return notOfType(rule, column);
    case 'not-null':
      return () => false;
  }
}

function repeats(column: Column): (row: number) => boolean {
  const seen = new Set<string | number>();
  return (row) => {
    const value = column.kind === 'number' || column.kind === 'time' ? column.values[row]! : textOf(column, row);
    if (seen.has(value)) return true;
    seen.add(value);
    return false;
  };
}

function outOfRange(rule: Rule, column: Column): (row: number) => boolean {
  if (column.kind !== 'number' && column.kind !== 'time') throw ruleInvalid(rule.column, rule.kind, 'a column of numbers or times');
  const { min, max } = boundsOf(rule, column.kind);
  return (row) => column.values[row]! < min || column.values[row]! > max;
}

function boundsOf(rule: Rule, kind: 'number' | 'time'): { min: number; max: number } {
  const given = rule.value;
  const [low, high]: unknown[] = Array.isArray(given)
    ? given
    : typeof given === 'object' && given !== null
      ? [Reflect.get(given, 'min'), Reflect.get(given, 'max')]
      : [];
  const bound = (value: unknown, otherwise: number) => {
    if (value === undefined || value === null) return otherwise;
    return kind === 'time' && typeof value === 'string' ? readTime(value, 'iso') : typeof value === 'number' ? value : NaN;
  };
  const bounds = { min: bound(low, -Infinity), max: bound(high, Infinity) };
  const isOpen = bounds.min === -Infinity && bounds.max === Infinity;
  if (isOpen || Number.isNaN(bounds.min) || Number.isNaN(bounds.max))
    throw ruleInvalid(rule.column, rule.kind, 'min, max or both, as numbers (times as ISO 8601)');
  return bounds;
}

function notInSet(rule: Rule, column: Column): (row: number) => boolean {
  if (!Array.isArray(rule.value)) throw ruleInvalid(rule.column, rule.kind, 'a list of the values allowed');
  const allowed = new Set(
    rule.value.map((value: unknown) => (column.kind === 'time' ? isoText(readTime(String(value), 'iso')) : String(value)))
  );
  return (row) => !allowed.has(textOf(column, row));
}

function notMatching(rule: Rule, column: Column): (row: number) => boolean {
  const pattern = patternOf(rule);
  return (row) => !pattern.test(textOf(column, row));
}

function patternOf(rule: Rule): RegExp {
  if (typeof rule.value === 'string') {
    try {
      return new RegExp(rule.value, 'u');
    } catch {
      throw ruleInvalid(rule.column, rule.kind, 'a regular expression');
    }
  }
  throw ruleInvalid(rule.column, rule.kind, 'a regular expression');
}

function notOfType(rule: Rule, column: Column): (row: number) => boolean {
  const type = rule.value as ColumnType;
  if (!columnTypes.includes(type)) throw ruleInvalid(rule.column, rule.kind, `a column type (${columnTypes.join(', ')})`);
  switch (type) {
    case 'number':
    case 'integer':
      if (column.kind === 'number') return (row) => type === 'integer' && !Number.isInteger(column.values[row]);
      return (row) => column.kind === 'time' || !isNumberText(textOf(column, row), type);
    case 'boolean':
      return (row) => !booleanWords.has(textOf(column, row).toLowerCase());
    case 'time':
      return (row) => column.kind !== 'time' && (column.kind === 'number' || Number.isNaN(readTime(textOf(column, row), 'iso')));
    case 'image':
      return () => column.kind !== 'image';
    default:
      return () => column.kind === 'image';
  }
}

function isNumberText(text: string, type: 'number' | 'integer'): boolean {
  const number = readNumber(text, '.');
  return number !== null && Number.isFinite(number.value) && (type === 'number' || Number.isInteger(number.value));
}

function textOf(column: Column, row: number): string {
  switch (column.kind) {
    case 'number':
      return String(column.values[row]);
    case 'time':
      return isoText(column.values[row]!);
    case 'category':
      return column.labels[column.codes[row]!]!;
    case 'text':
      return textAt(column, row)!;
    case 'image':
      return '';
  }
}

function count(rows: number, fails: (row: number) => boolean): number {
  let failing = 0;
  for (let row = 0; row < rows; row++) if (fails(row)) failing++;
  return failing;
}
