import { ruleInvalid } from '../../../core/errors/tables.ts';
import { listed } from '../../../core/words.ts';
import type { Rule } from '../../../core/rule.ts';
import type { ColumnSchema } from '../../../core/schema.ts';
import type { RuleTakes } from '../../../core/rule-form.ts';
import type { RuleKind } from './rule-kind.ts';

const counts: Readonly<Record<RuleTakes, { readonly least: number; readonly most: number; readonly said: string }>> = {
  table: { least: 0, most: 0, said: 'no column: it is about the table as a whole' },
  column: { least: 1, most: 1, said: 'one column' },
  pair: { least: 2, most: 2, said: 'two columns of one type' },
  parts: { least: 2, most: 100, said: 'a column and its parts' },
  key: { least: 1, most: 20, said: 'one column or more' }
};

/** @throws LatheError `rule-invalid` when a rule names too few columns, too many, one twice, or columns of another type than its kind takes */
export function columnsFit(rule: Rule, kind: RuleKind, columns: readonly ColumnSchema[]): void {
  const { least, most, said } = counts[kind.takes];
  const isTwice = new Set(columns.map(({ name }) => name)).size < columns.length;
  if (columns.length < least || columns.length > most || isTwice) throw ruleInvalid(rule.column || 'the table', rule.kind, said);
  const { types } = kind;
  const wrong = types && columns.find(({ type }) => !types.includes(type));
  if (wrong)
    throw ruleInvalid(
      wrong.name,
      rule.kind,
      `a column of the type ${listed(types, 10).replace(/ and (\w+)$/, ' or $1')}, and this one is ${wrong.type}`
    );
  const isMixed = kind.takes === 'pair' && new Set(columns.map(({ type }) => (type === 'time' ? 'time' : 'number'))).size > 1;
  if (isMixed) throw ruleInvalid(rule.column, rule.kind, said);
}
