import type { Column } from '../../../core/table.ts';
import type { AuditInput } from './audit-check.ts';
import { classesOf, type Classes } from './classes.ts';

/** Fewer names than this may well be an honest cause. */
const FEWEST_GROUPS = 20;
/** Rows of a name, on average, from which on it stands for something met again. */
const FEWEST_ROWS_EACH = 2;
/** Share of the rows whose answer is that of their name. */
const AGREED = 0.99;
/** Where nearly all answers are the same, names agree by chance. */
const MOST_COMMON = 0.95;
/** Counts of names and answers beyond this take more room than the question is worth. */
const MOST_CELLS = 2e7;
/** Numbers that only name change their answer about as often as chance would; those that measure change it at a bound. */
const SWITCHES = 0.5;

/**
 * Whether a column that tells the classes names things that are met again, such as patients, each with one answer, rather than knowing the
 * answer: then its rows belong together in every division.
 */
export function isGroupLike(column: Column, { target, profile }: AuditInput): boolean {
  if (target?.task !== 'classification' || (column.kind !== 'category' && column.kind !== 'number')) return false;
  const { distinct, count } = profile.columns[column.name]!;
  if (distinct < FEWEST_GROUPS || count < FEWEST_ROWS_EACH * distinct) return false;
  if (column.kind === 'number' && !column.values.every((value) => Number.isNaN(value) || Number.isInteger(value))) return false;
  const answers = agreedAnswers(classesOf(column), classesOf(target.column));
  return answers !== null && (column.kind === 'category' || switchesLikeChance(answers));
}

/** The answer of each group, in the order of the groups; null where the rows of a group do not agree. */
function agreedAnswers({ codes, labels }: Classes, target: Classes): number[] | null {
  const k = target.labels.length;
  if (labels.length * k > MOST_CELLS) return null;
  const counts = new Float64Array(labels.length * k);
  const overall = new Float64Array(k);
  for (let i = 0; i < codes.length; i++) {
    if (codes[i]! < 0 || target.codes[i]! < 0) continue;
    counts[codes[i]! * k + target.codes[i]!]!++;
    overall[target.codes[i]!]!++;
  }
  const answers: number[] = [];
  let agreed = 0;
  for (let group = 0; group < labels.length; group++) {
    const own = counts.subarray(group * k, (group + 1) * k);
    const most = Math.max(...own);
    if (most > 0) answers.push(own.indexOf(most));
    agreed += most;
  }
  const rows = overall.reduce((total, count) => total + count, 0);
  return agreed < AGREED * rows || Math.max(...overall) > MOST_COMMON * rows ? null : answers;
}

function switchesLikeChance(answers: readonly number[]): boolean {
  const shares = new Map<number, number>();
  for (const answer of answers) shares.set(answer, (shares.get(answer) ?? 0) + 1 / answers.length);
  const expected = (answers.length - 1) * (1 - [...shares.values()].reduce((total, share) => total + share * share, 0));
  const seen = answers.reduce((total, answer, i) => total + Number(i > 0 && answer !== answers[i - 1]), 0);
  return seen > SWITCHES * expected;
}
