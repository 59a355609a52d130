import { ruleInvalid } from '../../../../core/errors/tables.ts';
import type { Rule } from '../../../../core/rule.ts';
import type { Column } from '../../../../core/table.ts';
import type { ColumnSchema } from '../../../../core/schema.ts';
import { timeText } from '../../../../core/time-text.ts';
import { brief, counted } from '../../../../core/words.ts';
import { checkValues } from '../cells.ts';
import { settled, type ColumnFacts, type RuleKind } from '../rule-kind.ts';
import { boundField, boundsWords } from '../values.ts';

/** Later rows may go so much of the span beyond what was seen. */
const MARGIN = 0.1;

export const range: RuleKind = {
  id: 'range',
  label: 'Range',
  doc: 'Every value lies between two bounds, which belong to the range; one of them can be left open.',
  takes: 'column',
  types: ['number', 'integer', 'time'],
  value: {
    holds: 'fields',
    fields: [
      { name: 'min', label: 'At least', holds: 'bound', doc: 'A number, or a day or time; left empty there is no lower bound.' },
      { name: 'max', label: 'At most', holds: 'bound', doc: 'A number, or a day or time; left empty there is no upper bound.' }
    ]
  },
  describe: (rule) => boundsWords(rule, ['lies between', 'is at least', 'is at most']),
  begin(rule, [about]) {
    const { min, max } = boundsOf(rule, about!);
    return checkValues((column) => within(column, min, max));
  },
  propose: ({ columns, rows }) => settled(columns.flatMap((column) => proposed(column, rows)))
};

const within = (column: Column, min: number, max: number): ((row: number) => boolean) => {
  if (column.kind !== 'number' && column.kind !== 'time') return () => false;
  const { values } = column;
  return (row) => values[row]! >= min && values[row]! <= max;
};

function boundsOf(rule: Rule, about: ColumnSchema): { min: number; max: number } {
  const [low, high] = [boundField(rule, 'min', about), boundField(rule, 'max', about)];
  const isWrong = (low === null && high === null) || Number.isNaN(low ?? 0) || Number.isNaN(high ?? 0);
  if (isWrong) throw ruleInvalid(rule.column, rule.kind, 'min, max or both, as numbers (times as ISO 8601)');
  const [min, max] = [low ?? -Infinity, high ?? Infinity];
  if (min > max) throw ruleInvalid(rule.column, rule.kind, 'a lower bound that is not above the upper one');
  return { min, max };
}

/** A column that never went below zero keeps that bound; of times only the beginning is known, for later ones are to come. */
function proposed({ name, type, zone, role, min, max, missing }: ColumnFacts, rows: number): Rule[] {
  if (role === 'id' || min === null || max === null) return [];
  const seen = `in ${counted(rows - missing, 'row')} that have one`;
  if (type === 'time') {
    const [first, last] = [timeText(min, zone), timeText(max, zone)];
    const because = `The times go from ${first} to ${last} ${seen}; later ones are to be expected, earlier ones are not.`;
    return [{ column: name, kind: 'range', value: { min: first }, because }];
  }
  const reach = MARGIN * (max - min);
  const bound = (value: number, round: (value: number) => number) => (type === 'integer' ? round(value) : Number(value.toPrecision(6)));
  const low = min >= 0 && min - reach < 0 ? 0 : bound(min - reach, Math.floor);
  const high = max <= 0 && max + reach > 0 ? 0 : bound(max + reach, Math.ceil);
  const value = { min: Math.min(low, min), max: Math.max(high, max) };
  return [
    {
      column: name,
      kind: 'range',
      value,
      because: `Values from ${brief(min)} to ${brief(max)} ${seen}; a tenth of that span is allowed beyond.`
    }
  ];
}
