import { ruleInvalid } from '../../../../core/errors/tables.ts';
import type { Rule } from '../../../../core/rule.ts';
import { counted } from '../../../../core/words.ts';
import { settled, type RuleKind } from '../rule-kind.ts';
import { boundsWords, numberField } from '../values.ts';

export const rowCount: RuleKind = {
  id: 'row-count',
  label: 'Number of rows',
  doc: 'The table has so many rows.',
  takes: 'table',
  isWhole: true,
  isOfVersions: true,
  value: {
    holds: 'fields',
    fields: [
      { name: 'min', label: 'At least', holds: 'number', doc: 'Rows; left empty there is no lower bound.' },
      { name: 'max', label: 'At most', holds: 'number', doc: 'Rows; left empty there is no upper bound.' }
    ]
  },
  describe: (rule) => `${boundsWords(rule, ['has between', 'has at least', 'has at most'])} rows`,
  begin(rule) {
    const { min, max } = boundsOf(rule);
    let all = 0;
    return {
      take: ({ rows }) => void (all += rows),
      end: () => ({ broken: all < min || all > max, seen: `there are ${counted(all, 'row')}` })
    };
  },
  propose: ({ rows }) =>
    settled(
      rows === 0
        ? []
        : [
            {
              column: '',
              kind: 'row-count',
              value: { min: Math.floor(rows / 2), max: rows * 2 },
              severity: 'warn',
              because: `There are ${counted(rows, 'row')} now; half of it to twice as many is allowed.`
            }
          ]
    )
};

function boundsOf(rule: Rule): { min: number; max: number } {
  const [min, max] = [numberField(rule, 'min') ?? 0, numberField(rule, 'max') ?? Infinity];
  if (!(min >= 0 && max >= min) || (min === 0 && max === Infinity))
    throw ruleInvalid('the table', rule.kind, 'min, max or both, as counts of rows');
  return { min, max };
}
