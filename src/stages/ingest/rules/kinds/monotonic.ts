import { ruleInvalid } from '../../../../core/errors/tables.ts';
import { counted } from '../../../../core/words.ts';
import type { Rule } from '../../../../core/rule.ts';
import type { Column } from '../../../../core/table.ts';
import { saidText } from '../cells.ts';
import type { ColumnFacts, Proposer, RuleKind } from '../rule-kind.ts';
import { flagField, textField } from '../values.ts';

/** Fewer steps than this could go one way by chance. */
const FEWEST_STEPS = 20;

export const monotonic: RuleKind = {
  id: 'monotonic',
  label: 'In order',
  doc: 'From row to row the values never fall (or never rise); strictly: no two are equal.',
  takes: 'column',
  types: ['number', 'integer', 'time'],
  value: {
    holds: 'fields',
    fields: [
      { name: 'direction', label: 'Direction', holds: 'choice', options: ['rising', 'falling'], doc: 'Which way the values go.' },
      { name: 'strictly', label: 'Strictly', holds: 'flag', doc: 'Equal neighbours break the rule.' }
    ]
  },
  describe: (rule) => `is ${flagField(rule, 'strictly') ? 'strictly ' : ''}${textField(rule, 'direction') ?? 'rising'} from row to row`,
  begin(rule) {
    const direction = textField(rule, 'direction') ?? 'rising';
    if (direction !== 'rising' && direction !== 'falling') throw ruleInvalid(rule.column, rule.kind, 'the direction "rising" or "falling"');
    const sign = direction === 'rising' ? 1 : -1;
    const least = flagField(rule, 'strictly') ? Number.MIN_VALUE : 0;
    let last = NaN;
    return {
      take({ columns: [column], from, rows }, tally) {
        const values = valuesOf(column!);
        for (let row = 0; row < rows; row++) {
          const value = values[row]!;
          if (value !== value) continue;
          tally.checked++;
          if (sign * (value - last) < least) tally.fail(from + row, saidText(column!, row));
          last = value;
        }
      }
    };
  },
  propose: ({ columns }) => proposer(columns)
};

const valuesOf = (column: Column): Float64Array =>
  column.kind === 'number' || column.kind === 'time' ? column.values : new Float64Array(0);

interface Seen {
  last: number;
  rises: number;
  falls: number;
  equal: number;
}

function proposer(columns: readonly ColumnFacts[]): Proposer {
  const seen = columns.map(({ type }): Seen | null =>
    type === 'time' || type === 'integer' || type === 'number' ? { last: NaN, rises: 0, falls: 0, equal: 0 } : null
  );
  return {
    take({ columns: values, rows }) {
      seen.forEach((steps, j) => {
        if (!steps || (steps.rises > 0 && steps.falls > 0)) return;
        count(steps, valuesOf(values[j]!), rows);
      });
    },
    end: () => seen.flatMap((steps, j) => (steps ? ruleOf(columns[j]!.name, steps) : []))
  };
}

function count(steps: Seen, values: Float64Array, rows: number): void {
  for (let row = 0; row < rows; row++) {
    const value = values[row]!;
    if (value !== value) continue;
    if (value > steps.last) steps.rises++;
    else if (value < steps.last) steps.falls++;
    else if (value === steps.last) steps.equal++;
    steps.last = value;
  }
}

function ruleOf(column: string, { rises, falls, equal }: Seen): Rule[] {
  if ((rises > 0 && falls > 0) || rises + falls < FEWEST_STEPS || rises + falls < equal / 20) return [];
  const direction = rises > 0 ? 'rising' : 'falling';
  const because = `${counted(rises + falls, 'step')} ${rises > 0 ? 'up' : 'down'}, none the other way, ${counted(equal, 'step')} without a change.`;
  return [{ column, kind: 'monotonic', value: { direction, strictly: equal === 0 }, severity: 'warn', because }];
}
