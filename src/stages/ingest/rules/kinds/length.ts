import { ruleInvalid } from '../../../../core/errors/tables.ts';
import type { Rule } from '../../../../core/rule.ts';
import { counted } from '../../../../core/words.ts';
import { byText, cellText, checkValues, presenceOf } from '../cells.ts';
import type { ColumnFacts, Proposer, RuleKind } from '../rule-kind.ts';
import { boundsWords, numberField } from '../values.ts';

const FEWEST_ROWS = 20;
/** Longer texts are prose, whose length promises nothing. */
const LONGEST = 100;
/** A short list of values says more than their lengths. */
const MOST_LISTED = 50;

export const length: RuleKind = {
  id: 'length',
  label: 'Length',
  doc: 'Every text has so many characters.',
  takes: 'column',
  types: ['category', 'text', 'boolean'],
  value: {
    holds: 'fields',
    fields: [
      { name: 'min', label: 'At least', holds: 'number', doc: 'Characters; left empty there is no lower bound.' },
      { name: 'max', label: 'At most', holds: 'number', doc: 'Characters; left empty there is no upper bound.' }
    ]
  },
  describe: (rule) => `${boundsWords(rule, ['has between', 'has at least', 'has at most'])} characters`,
  begin(rule) {
    const [min, max] = [numberField(rule, 'min') ?? 0, numberField(rule, 'max') ?? Infinity];
    if (!(min >= 0 && max >= min) || (min === 0 && max === Infinity))
      throw ruleInvalid(rule.column, rule.kind, 'min, max or both, as counts of characters');
    return checkValues(byText((text) => isWithin(text, min, max)));
  },
  propose: ({ columns }) => proposer(columns)
};

function isWithin(text: string, min: number, max: number): boolean {
  const count = charactersOf(text);
  return count >= min && count <= max;
}

const charactersOf = (text: string): number => (/^[\x20-\x7e]*$/.test(text) ? text.length : [...text].length);

function proposer(columns: readonly ColumnFacts[]): Proposer {
  const spans = columns.map(({ type, labels }) =>
    type === 'text' || (type === 'category' && (labels?.length ?? 0) > MOST_LISTED) ? { min: Infinity, max: 0, rows: 0 } : null
  );
  return {
    take({ columns: values, rows }) {
      spans.forEach((span, j) => {
        const column = values[j]!;
        if (!span || span.max > LONGEST) return;
        const isThere = presenceOf(column);
        for (let row = 0; row < rows; row++) {
          if (!isThere(row)) continue;
          const count = charactersOf(cellText(column, row));
          span.rows++;
          span.min = Math.min(span.min, count);
          span.max = Math.max(span.max, count);
        }
      });
    },
    end: () => spans.flatMap((span, j) => (span && span.rows >= FEWEST_ROWS && span.max <= LONGEST ? [ruleOf(columns[j]!.name, span)] : []))
  };
}

/** A fixed length stays; else half as much again is allowed. */
function ruleOf(column: string, { min, max, rows }: { min: number; max: number; rows: number }): Rule {
  const value = min === max ? { min, max } : { min: Math.floor(min / 2), max: Math.ceil(max * 1.5) };
  const seen = min === max ? `${counted(max, 'character')} each` : `${min} to ${max} characters`;
  const because = `${counted(rows, 'value')} have ${seen}${min === max ? '' : '; half as much again is allowed'}.`;
  return { column, kind: 'length', value, severity: 'warn', because };
}
