import type { Finding } from '../../../../core/finding.ts';
import type { Pacer } from '../../../../core/pacer.ts';
import type { Column, NumberColumn } from '../../../../core/table.ts';
import { grouped, percent, quoted } from '../../../../core/words.ts';
import { denseRanks, pearson, standardised } from '../../association/correlation.ts';
import { spearman } from '../../association/spearman.ts';
import { sortPresent } from '../../sorted.ts';
import type { AuditCheck, AuditInput } from '../audit-check.ts';
import { classesOf } from '../classes.ts';
import { pairLevels } from '../pairing.ts';

const FEWEST_ROWS = 20;
const NEAR_COPY = 0.95;
const NEAR_LINE = 0.9999;
/** A column with more levels than this is not a renaming of classes. */
const MOST_LEVELS = 200;
const ROWS_PER_LEVEL = 5;

export const targetLeak: AuditCheck = {
  id: 'target-leak',
  doc: 'Columns that are the target under another name: a copy, a renaming of its classes (kappa 0.95), or a rising or falling function of it.',
  async run(input) {
    const found: Finding[] = [];
    for (const column of input.features) {
      const likeness = input.target ? await likenessTo(column, input) : null;
      if (likeness) found.push(finding(column.name, input.target!.column.name, likeness));
      await input.pace(input.table.rows * 4);
    }
    return found;
  }
};

interface Likeness {
  readonly how: string;
  readonly evidence: { readonly measure: string; readonly value: number; readonly rows: number };
}

async function likenessTo(column: Column, { target, profile, pace }: AuditInput): Promise<Likeness | null> {
  const other = target!.column;
  if ([column, other].every(({ name }) => hasFewLevels(profile.columns[name]!))) return renaming(column, other);
  if (target!.task === 'regression' && column.kind === 'number' && other.kind === 'number') return monotone(column, other, pace);
  return null;
}

/** With a level for every few rows, any column renames any other. */
const hasFewLevels = ({ distinct, count }: { distinct: number; count: number }) =>
  distinct > 1 && distinct <= MOST_LEVELS && count >= ROWS_PER_LEVEL * distinct;

function renaming(column: Column, target: Column): Likeness | null {
  const pairing = pairLevels(classesOf(column), classesOf(target));
  if (!pairing || pairing.n < FEWEST_ROWS || !(pairing.kappa >= NEAR_COPY)) return null;
  const where =
    pairing.agreement === 1 ? `in all ${grouped(pairing.n)} rows` : `in ${percent(pairing.agreement)} of ${grouped(pairing.n)} rows`;
  return {
    how: `each of its values stands for one value of the target, ${where}`,
    evidence: { measure: 'kappa', value: pairing.kappa, rows: pairing.n }
  };
}

async function monotone(column: NumberColumn, target: NumberColumn, pace: Pacer): Promise<Likeness | null> {
  const line = pearson(standardised(column.values), standardised(target.values));
  if (line.n < FEWEST_ROWS) return null;
  if (Math.abs(line.value) >= NEAR_LINE) {
    return {
      how: `it is a straight line of it (correlation ${line.value.toFixed(5)})`,
      evidence: { measure: 'pearson', value: line.value, rows: line.n }
    };
  }
  const a = denseRanks(column.values, await sortPresent(column.values, pace));
  const b = denseRanks(target.values, await sortPresent(target.values, pace));
  const order = spearman(a, b);
  if (!(Math.abs(order.value) >= NEAR_LINE)) return null;
  return {
    how: `both put the rows in the same order (rank correlation ${order.value.toFixed(5)})`,
    evidence: { measure: 'spearman', value: order.value, rows: order.n }
  };
}

const finding = (name: string, target: string, likeness: Likeness): Finding => ({
  code: 'target-leak',
  severity: 'blocker',
  columns: [name],
  message: `${quoted(name)} is the target ${quoted(target)} under another name: ${likeness.how}.`,
  hint: `Give ${quoted(name)} the role ignore. It would not be known when a prediction is needed, and with it every model looks perfect.`,
  evidence: { ...likeness.evidence, target }
});
