import { ruleInvalid } from '../../../../core/errors/tables.ts';
import type { Rule } from '../../../../core/rule.ts';
import { counted, percent, quoted } from '../../../../core/words.ts';
import { byText, cellText, checkValues, presenceOf } from '../cells.ts';
import type { ColumnFacts, Proposer, RuleKind } from '../rule-kind.ts';
import { PatternLearner } from '../learn-pattern.ts';

/** Fewer rows than this could share a form by chance. */
const FEWEST_ROWS = 20;
const FEWEST_VALUES = 5;
const MOSTLY = 0.99;

export const pattern: RuleKind = {
  id: 'pattern',
  label: 'Pattern',
  doc: 'Every value matches a regular expression.',
  takes: 'column',
  types: ['number', 'integer', 'boolean', 'category', 'text', 'time'],
  value: { holds: 'text', label: 'Pattern', doc: 'A regular expression, such as ^[A-Z]{2}-\\d{4}$ for AB-1234.' },
  describe: ({ value }) => `matches ${String(value)}`,
  begin(rule) {
    const expression = expressionOf(rule);
    return checkValues(byText((text) => expression.test(text)));
  },
  propose: ({ columns }) => proposer(columns)
};

function expressionOf({ column, kind, value }: Rule): RegExp {
  try {
    if (typeof value === 'string' && value !== '') return new RegExp(value, 'u');
  } catch {
    throw ruleInvalid(column, kind, 'a regular expression');
  }
  throw ruleInvalid(column, kind, 'a regular expression');
}

function proposer(columns: readonly ColumnFacts[]): Proposer {
  const learners = columns.map(({ type, distinct }) =>
    (type === 'category' || type === 'text') && distinct >= FEWEST_VALUES ? new PatternLearner() : null
  );
  return {
    take(piece) {
      learners.forEach((learner, j) => {
        const column = piece.columns[j]!;
        if (!learner || learner.hasGivenUp) return;
        const isThere = presenceOf(column);
        for (let row = 0; row < piece.rows && !learner.hasGivenUp; row++) if (isThere(row)) learner.see(cellText(column, row));
      });
    },
    end: () =>
      learners.flatMap((learner, j) => {
        const found = learner?.best();
        if (!found || found.rows < FEWEST_ROWS || found.share < MOSTLY) return [];
        const because = `${found.share === 1 ? 'All' : percent(found.share)} of ${counted(found.all, 'value')} look like ${quoted(found.example)}.`;
        const rule = { column: columns[j]!.name, kind: 'pattern', value: found.expression, because };
        return [found.share === 1 ? rule : { ...rule, mostly: MOSTLY }];
      })
  };
}
