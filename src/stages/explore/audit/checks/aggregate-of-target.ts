import type { Finding } from '../../../../core/finding.ts';
import type { CategoryColumn, NumberColumn } from '../../../../core/table.ts';
import { counted, percent, quoted } from '../../../../core/words.ts';
import type { AuditCheck, AuditInput } from '../audit-check.ts';
import { classesOf } from '../classes.ts';

const FEWEST_GROUPS = 5;
const FEWEST_ROWS = 50;
const MOST_CLASSES = 10;
const MOST_GROUPS = 40;
/** Share of the rows in which the number is the mean, to rounding. */
const AGREES = 0.95;
/** Rows looked at before a pair is given up. */
const FIRST_LOOK = 400;

/** Numbers that are the mean of the target over the rows of a group, with the row itself or without it: told by the values, whatever they are called. */
export const aggregateOfTarget: AuditCheck = {
  id: 'aggregate-of-target',
  doc: 'Number columns that are, in 95 % of the rows and to rounding, the mean of the target over the rows with the same value of a category.',
  async run(input) {
    const { target, features, table, pace } = input;
    if (!target || table.rows < FEWEST_ROWS) return [];
    const answers = answersOf(input);
    const groups = features
      .filter((column): column is CategoryColumn => column.kind === 'category' && column.labels.length >= FEWEST_GROUPS)
      .slice(0, MOST_GROUPS);
    const numbers = features.filter(
      (column): column is NumberColumn => column.kind === 'number' && input.profile.columns[column.name]!.distinct >= FEWEST_GROUPS
    );
    const found: Finding[] = [];
    for (const answer of answers) {
      for (const group of groups) {
        const sums = sumsOf(group, answer.values);
        for (const column of numbers) {
          const match = found.some(({ columns }) => columns[0] === column.name) ? null : matchOf(column, group, answer.values, sums);
          if (match) found.push(finding(column.name, group.name, answer.label, match, input));
        }
        await pace(table.rows * 4 + numbers.length * FIRST_LOOK);
      }
    }
    return found;
  }
};

interface Answer {
  /** Null where the target is a number. */
  readonly label: string | null;
  readonly values: Float64Array;
}

function answersOf({ target }: AuditInput): Answer[] {
  const { column, task } = target!;
  if (task === 'regression') return column.kind === 'number' ? [{ label: null, values: column.values }] : [];
  const { codes, labels } = classesOf(column);
  if (labels.length > MOST_CLASSES) return [];
  return labels.map((label, code) => ({ label, values: Float64Array.from(codes, (own) => (own < 0 ? NaN : Number(own === code))) }));
}

interface Sums {
  readonly rows: Float64Array;
  readonly sums: Float64Array;
}

function sumsOf({ codes, labels }: CategoryColumn, answers: Float64Array): Sums {
  const [rows, sums] = [new Float64Array(labels.length), new Float64Array(labels.length)];
  for (let row = 0; row < codes.length; row++) {
    if (codes[row]! < 0 || answers[row] !== answers[row]) continue;
    rows[codes[row]!]!++;
    sums[codes[row]!]! += answers[row]!;
  }
  return { rows, sums };
}

interface Match {
  readonly how: 'with' | 'without';
  readonly share: number;
  readonly rows: number;
  readonly groups: number;
}

/** Groups whose mean is that of all rows, or of a single row, say nothing. */
function matchOf(column: NumberColumn, group: CategoryColumn, answers: Float64Array, { rows, sums }: Sums): Match | null {
  for (const how of ['with', 'without'] as const) {
    let [looked, agreed] = [0, 0];
    const seen = new Set<number>();
    const different = new Set<number>();
    for (let row = 0; row < answers.length; row++) {
      const code = group.codes[row]!;
      const own = answers[row]!;
      const value = column.values[row]!;
      if (code < 0 || own !== own || value !== value || rows[code]! < 2) continue;
      const mean = how === 'with' ? sums[code]! / rows[code]! : (sums[code]! - own) / (rows[code]! - 1);
      looked++;
      if (Math.abs(mean - value) <= toleranceOf(value)) {
        agreed++;
        if (mean !== Math.round(mean)) seen.add(code);
        different.add(value);
      }
      if (looked === FIRST_LOOK && agreed < AGREES * FIRST_LOOK * 0.9) break;
    }
    if (looked >= FEWEST_ROWS && agreed >= AGREES * looked && seen.size >= FEWEST_GROUPS && different.size >= FEWEST_GROUPS)
      return { how, share: agreed / looked, rows: agreed, groups: seen.size };
  }
  return null;
}

/** Half a unit of the last decimal that is written, two decimals at the coarsest. */
function toleranceOf(value: number): number {
  const text = String(value);
  const point = text.indexOf('.');
  const decimals = point < 0 ? 6 : Math.max(2, Math.min(9, text.length - point - 1));
  return 0.51 * 10 ** -decimals + 1e-9 * Math.abs(value);
}

function finding(
  column: string,
  group: string,
  label: string | null,
  { how, share, rows, groups }: Match,
  { target }: AuditInput
): Finding {
  const answer = quoted(target!.column.name);
  const what = label === null ? `the mean of the target ${answer}` : `the share of ${quoted(label)} in the target ${answer}`;
  return {
    code: 'aggregate-of-target',
    severity: 'blocker',
    columns: [column],
    message: `${quoted(column)} is ${what} over the rows with the same ${quoted(group)}, the row’s own answer ${how === 'with' ? 'among them' : 'left out'}: in ${counted(rows, 'row')} (${percent(share)}) of ${counted(groups, 'group')}.`,
    hint: `Give ${quoted(column)} the role ignore: answers of the test part are in it. What the group tells is learned inside the folds by an encoding of ${quoted(group)} with the target, on the Features step.`,
    evidence: { group, how, rows, share, groups, target: target!.column.name }
  };
}
