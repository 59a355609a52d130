import { counted, percent, quoted } from '../../../../core/words.ts';
import type { Rule } from '../../../../core/rule.ts';
import type { Column } from '../../../../core/table.ts';
import { saidText } from '../cells.ts';
import type { ColumnFacts, Proposer, RuleKind } from '../rule-kind.ts';
import { flagField } from '../values.ts';

const FEWEST_ROWS = 50;
const MOST_COLUMNS = 40;
/** Beside the value of another row so many must break it: else the order follows from the ranges. */
const BROKEN_BY_CHANCE = 0.05;
/** So many rows may break what is proposed. */
const MOSTLY = 0.99;

export const atMost: RuleKind = {
  id: 'at-most',
  label: 'Order of two columns',
  doc: 'In every row with both, the first column is at most the second; strictly: below it.',
  takes: 'pair',
  types: ['number', 'integer', 'time'],
  value: { holds: 'fields', fields: [{ name: 'strictly', label: 'Strictly', holds: 'flag', doc: 'Equal values break the rule.' }] },
  describe: (rule) => `is ${flagField(rule, 'strictly') ? 'below' : 'at most'} ${quoted(rule.columns?.[0] ?? '')}`,
  begin(rule) {
    const isStrict = flagField(rule, 'strictly');
    return {
      take({ columns: [a, b], from, rows }, tally) {
        const [low, high] = [valuesOf(a!), valuesOf(b!)];
        for (let row = 0; row < rows; row++) {
          const difference = high[row]! - low[row]!;
          if (difference !== difference) continue;
          tally.checked++;
          if (isStrict ? difference <= 0 : difference < 0) tally.fail(from + row, `${saidText(a!, row)} and ${saidText(b!, row)}`);
        }
      }
    };
  },
  propose: ({ columns, rows }) => proposer(columns, rows)
};

const valuesOf = (column: Column): Float64Array =>
  column.kind === 'number' || column.kind === 'time' ? column.values : new Float64Array(0);

interface Candidate {
  readonly a: number;
  readonly b: number;
  rows: number;
  below: number;
  broken: number;
  /** Rows that break it with the second value of the row before. */
  byChance: number;
}

/** Every ordered pair whose ranges overlap starts as a candidate, and falls at the first hundredth of the rows that break it. */
function proposer(columns: readonly ColumnFacts[], rows: number): Proposer {
  let open: Candidate[] = rows < FEWEST_ROWS ? [] : candidates(columns);
  return {
    take({ columns: values, rows: count }) {
      for (const candidate of open) compare(candidate, valuesOf(values[candidate.a]!), valuesOf(values[candidate.b]!), count);
      open = open.filter(({ broken }) => broken <= (1 - MOSTLY) * rows);
    },
    end: () => open.flatMap((candidate) => ruleOf(columns[candidate.a]!.name, columns[candidate.b]!.name, candidate))
  };
}

function candidates(columns: readonly ColumnFacts[]): Candidate[] {
  const able = [...columns.keys()].filter((j) => isAble(columns[j]!)).slice(0, MOST_COLUMNS);
  return able.flatMap((a) =>
    able.flatMap((b) => (a !== b && overlaps(columns[a]!, columns[b]!) ? [{ a, b, rows: 0, below: 0, broken: 0, byChance: 0 }] : []))
  );
}

const isAble = ({ type, role, min, max }: ColumnFacts): boolean =>
  role !== 'id' && (type === 'number' || type === 'integer' || type === 'time') && min !== null && max !== null && max > min;

function overlaps(a: ColumnFacts, b: ColumnFacts): boolean {
  if ((a.type === 'time') !== (b.type === 'time')) return false;
  const common = Math.min(a.max!, b.max!) - Math.max(a.min!, b.min!);
  return common > 0;
}

function compare(candidate: Candidate, low: Float64Array, high: Float64Array, rows: number): void {
  for (let row = 0; row < rows; row++) {
    const difference = high[row]! - low[row]!;
    if (difference !== difference) continue;
    candidate.rows++;
    if (difference < 0) candidate.broken++;
    else if (difference > 0) candidate.below++;
    if (row > 0 && low[row]! > high[row - 1]!) candidate.byChance++;
  }
}

function ruleOf(column: string, other: string, { rows, below, broken, byChance }: Candidate): Rule[] {
  if (rows < FEWEST_ROWS || below < FEWEST_ROWS || broken > (1 - MOSTLY) * rows || byChance < BROKEN_BY_CHANCE * rows) return [];
  const because = `${broken === 0 ? 'Holds in all' : `Broken in ${counted(broken, 'row')} of`} ${counted(rows, 'row')} with both; below in ${counted(below, 'row')}. Beside the value of another row ${percent(byChance / rows)} would break it, so it does not follow from the ranges.`;
  const rule = { column, kind: 'at-most', columns: [other], because };
  return [broken === 0 ? rule : { ...rule, mostly: MOSTLY }];
}
