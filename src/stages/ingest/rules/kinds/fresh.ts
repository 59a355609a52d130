import { ruleInvalid } from '../../../../core/errors/tables.ts';
import type { Rule } from '../../../../core/rule.ts';
import { counted } from '../../../../core/words.ts';
import { timeText } from '../../../../core/time-text.ts';
import { settled, type RuleKind } from '../rule-kind.ts';
import { numberField } from '../values.ts';

const DAY = 86_400_000;
/** A newest time that is older speaks of the past, and promises nothing. */
const RECENT_DAYS = 30;

export const fresh: RuleKind = {
  id: 'fresh',
  label: 'Freshness',
  doc: 'The newest time is at most so many days old when the rule is looked at.',
  takes: 'column',
  types: ['time'],
  isWhole: true,
  value: { holds: 'fields', fields: [{ name: 'days', label: 'At most', holds: 'number', doc: 'Days between the newest time and now.' }] },
  describe: (rule) => `has a newest time at most ${counted(daysOf(rule), 'day')} old`,
  begin(rule, [about], { now }) {
    const days = daysOf(rule);
    let newest = -Infinity;
    return {
      take({ columns: [column], rows }) {
        if (column!.kind !== 'time') return;
        for (let row = 0; row < rows; row++) if (column!.values[row]! > newest) newest = column!.values[row]!;
      },
      end: () => ({
        broken: !(now - newest <= days * DAY),
        seen:
          newest === -Infinity
            ? 'there is no time'
            : `the newest is ${timeText(newest, about!.zone)}, ${counted(Math.max(0, Math.floor((now - newest) / DAY)), 'day')} old`
      })
    };
  },
  propose: ({ columns, now }) =>
    settled(
      columns.flatMap(({ name, type, zone, max }) => {
        const age = max === null ? Infinity : (now - max) / DAY;
        if (type !== 'time' || age > RECENT_DAYS || age < -1) return [];
        const days = Math.max(2, Math.ceil(2 * age));
        const because = `The newest time is ${timeText(max!, zone)}, ${counted(Math.max(0, Math.floor(age)), 'day')} old; twice that is allowed.`;
        return [{ column: name, kind: 'fresh', value: { days }, severity: 'warn' as const, because }];
      })
    )
};

function daysOf(rule: Rule): number {
  const days = numberField(rule, 'days');
  if (days === null || !(days >= 0)) throw ruleInvalid(rule.column, rule.kind, '"days", a number from 0');
  return days;
}
