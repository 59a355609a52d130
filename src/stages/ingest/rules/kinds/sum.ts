import { ruleInvalid } from '../../../../core/errors/tables.ts';
import { brief, counted, listedNames, quoted } from '../../../../core/words.ts';
import type { Rule } from '../../../../core/rule.ts';
import type { Column } from '../../../../core/table.ts';
import { countSum, findSums, toleranceOf, type Addend } from '../../../../kernels/find-sums.ts';
import type { ProposeGround, Proposer, RuleKind } from '../rule-kind.ts';
import { numberField } from '../values.ts';

/** Rows that are looked at for a proposal; the counts of the rule are over all rows. */
const SAMPLE_ROWS = 400;

export const sum: RuleKind = {
  id: 'sum',
  label: 'Sum of parts',
  doc: 'In every row with all of them, the parts add up to the whole; with a total given, all columns together add up to that number (shares to 1 or 100).',
  takes: 'parts',
  types: ['number', 'integer'],
  value: {
    holds: 'fields',
    fields: [
      { name: 'total', label: 'To a number', holds: 'number', doc: 'Left empty, the other columns add up to the first one.' },
      { name: 'tolerance', label: 'Off by at most', holds: 'number', doc: 'Left empty: rounding of the decimals there are.' }
    ]
  },
  describe(rule) {
    const total = numberField(rule, 'total');
    const parts = listedNames(rule.columns ?? []);
    return total === null ? `is the sum of ${parts}` : `and ${parts} add up to ${brief(total)}`;
  },
  begin(rule) {
    const [total, given] = [numberField(rule, 'total'), numberField(rule, 'tolerance')];
    if (Number.isNaN(total ?? 0) || Number.isNaN(given ?? 0) || (given ?? 0) < 0)
      throw ruleInvalid(rule.column, rule.kind, 'a total and a tolerance that are numbers');
    let tolerance = given;
    return {
      take({ columns, from }, tally) {
        const values = columns.map(valuesOf);
        const parts = total === null ? values.slice(1) : values;
        tolerance ??= toleranceOf(values, parts.length);
        const { rows } = countSum(parts, total ?? values[0]!, tolerance, (row, found) =>
          tally.fail(from + row, total === null ? `${brief(found)} beside ${brief(values[0]![row]!)}` : brief(found))
        );
        tally.checked += rows;
      }
    };
  },
  propose: (ground) => proposer(ground)
};

const valuesOf = (column: Column): Float64Array => (column.kind === 'number' ? column.values : new Float64Array(0));

function proposer({ columns, rows }: ProposeGround): Proposer {
  const able = columns.flatMap(({ name, type, role }, j) =>
    (type === 'number' || type === 'integer') && role !== 'id' ? [{ name, j }] : []
  );
  const stride = Math.max(1, Math.ceil(rows / SAMPLE_ROWS));
  const addends: Addend[] = able.map(({ name }) => ({ name, values: new Float64Array(Math.ceil(rows / stride)) }));
  return {
    take({ columns: values, from, rows: count }) {
      able.forEach(({ j }, k) => {
        const column = valuesOf(values[j]!);
        for (let row = (stride - (from % stride)) % stride; row < count; row += stride)
          addends[k]!.values[(from + row) / stride] = column[row]!;
      });
    },
    end: () => findSums(addends).map(({ total, parts, tolerance }) => ruleOf(total, parts, tolerance, addends[0]!.values.length))
  };
}

function ruleOf(total: string | number, parts: readonly string[], tolerance: number, looked: number): Rule {
  const off = tolerance > 0 ? `, off by rounding (${brief(tolerance)}) at most` : '';
  if (typeof total === 'string') {
    const because = `${listedNames(parts)} add up to ${quoted(total)} in most of ${counted(looked, 'row')} looked at${off}.`;
    return { column: total, kind: 'sum', columns: parts, value: tolerance > 0 ? { tolerance } : {}, because };
  }
  const because = `${listedNames(parts)} add up to ${total} in most of ${counted(looked, 'row')} looked at${off}.`;
  return { column: parts[0]!, kind: 'sum', columns: parts.slice(1), value: { total, tolerance }, because };
}
