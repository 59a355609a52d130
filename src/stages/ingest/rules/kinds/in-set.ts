import { ruleInvalid } from '../../../../core/errors/tables.ts';
import type { Rule } from '../../../../core/rule.ts';
import type { ColumnSchema } from '../../../../core/schema.ts';
import { counted, listedNames } from '../../../../core/words.ts';
import { isoText } from '../../csv/csv-text.ts';
import { readTime } from '../../csv/time-formats.ts';
import { byText, checkValues } from '../cells.ts';
import { settled, type ColumnFacts, type RuleKind } from '../rule-kind.ts';

/** A category with more labels than this gets no proposal: the list would be no promise. */
const MOST_LISTED = 50;

export const inSet: RuleKind = {
  id: 'in-set',
  label: 'Set of values',
  doc: 'Every value is one of a list.',
  takes: 'column',
  types: ['number', 'integer', 'boolean', 'category', 'text', 'time'],
  value: { holds: 'list', label: 'Values', doc: 'One a line.' },
  describe: ({ value }) => `is one of ${listedNames(Array.isArray(value) ? value.map(String) : [], 6)}`,
  begin(rule, [about]) {
    const allowed = allowedBy(rule, about!);
    return checkValues(byText((text) => allowed.has(text)));
  },
  propose: ({ columns, rows }) => settled(columns.flatMap((column) => proposed(column, rows)))
};

function allowedBy({ column, kind, value }: Rule, { type, zone }: ColumnSchema): ReadonlySet<string> {
  if (!Array.isArray(value) || value.length === 0) throw ruleInvalid(column, kind, 'a list of the values allowed, at least one');
  const isTime = type === 'time';
  const times = value.map((entry) => (isTime ? readTime(String(entry), 'iso', zone) : 0));
  if (times.some(Number.isNaN)) throw ruleInvalid(column, kind, 'a list of times as ISO 8601');
  return new Set(value.map((entry, i) => (isTime ? isoText(times[i]!) : String(entry))));
}

function proposed({ name, role, labels, missing }: ColumnFacts, rows: number): Rule[] {
  if (!labels || labels.length === 0 || labels.length > MOST_LISTED || role === 'id' || labels.length === rows - missing) return [];
  const because = `${counted(labels.length, 'different value')} in ${counted(rows - missing, 'row')} that have one.`;
  return [{ column: name, kind: 'in-set', value: [...labels], because }];
}
