import type { Finding } from '../../../../core/finding.ts';
import type { Column } from '../../../../core/table.ts';
import { aMetric } from '../../../../core/metric-names.ts';
import { brief, quoted } from '../../../../core/words.ts';
import { pearson, standardised } from '../../association/correlation.ts';
import { sortPresent } from '../../sorted.ts';
import type { AuditCheck, AuditInput } from '../audit-check.ts';
import { classesOf } from '../classes.ts';
import { isGroupLike } from '../group-like.ts';
import { cellsOf, classPower, drawFolds, numberPower, type Cells } from '../single-feature.ts';
import { targetLeak } from './target-leak.ts';

const FEWEST_ROWS = 50;
const FEWEST_PER_CLASS = 10;
const MOST_CLASSES = 50;
const NONE = new Float64Array(0);

/** Strong enough to ask how a column can know; and so strong that no honest measurement is. */
const SUSPECT = { auc: 0.95, r2: 0.95 };
const SURE = { auc: 0.995, balancedAccuracy: 0.985, r2: 0.995 };

/** What one column alone says about the target, out of fold. */
export interface FeaturePower {
  readonly column: string;
  readonly measure: 'ROC AUC' | 'R2';
  readonly value: number;
  readonly isSure: boolean;
  readonly isSuspect: boolean;
}

export const singleFeatureLeak: AuditCheck = {
  id: 'single-feature-leak',
  doc: 'Columns that alone, judged out of fold, predict the target with a ROC AUC or R2 of 0.95; from 0.995 on they stop the project.',
  async run(input) {
    if (!input.target) return [];
    const copies = new Set((await targetLeak.run(input)).flatMap(({ columns }) => columns));
    const powers = await featurePowers(
      input,
      input.features.filter((column) => !copies.has(column.name) && !isGroupLike(column, input))
    );
    powers.sort((a, b) => b.value - a.value);
    return powers.flatMap((power, i) => (power.isSuspect ? [finding(power, powers[i + 1], input.target!.column.name)] : []));
  }
};

/** The power of each of these columns; those that say nothing measurable are left out. */
export async function featurePowers(input: AuditInput, columns: readonly Column[]): Promise<FeaturePower[]> {
  const folds = drawFolds(input.table.rows);
  const judge = judgeOf(input, folds);
  const powers: FeaturePower[] = [];
  for (const column of columns) {
    const sorted = column.kind === 'number' || column.kind === 'time' ? await sortPresent(column.values, input.pace) : NONE;
    const cells = cellsOf(column, sorted);
    const power = cells && judge ? judge(cells, column) : null;
    if (power) powers.push(power);
    await input.pace(input.table.rows * 20);
  }
  return powers;
}

function judgeOf({ target, profile }: AuditInput, folds: Uint8Array): ((cells: Cells, column: Column) => FeaturePower | null) | null {
  if (target!.task === 'classification') return judgeByClasses(target!.column, folds);
  if (target!.column.kind !== 'number' || profile.columns[target!.column.name]!.count < FEWEST_ROWS) return null;
  const scaled = standardised(target!.column.values);
  return (cells, column) => {
    const line = column.kind === 'number' ? pearson(standardised(column.values), scaled).value ** 2 : 0;
    const value = Math.max(numberPower(cells, scaled, folds).r2, line || 0);
    return { column: column.name, measure: 'R2', value, isSure: value >= SURE.r2, isSuspect: value >= SUSPECT.r2 };
  };
}

function judgeByClasses(target: Column, folds: Uint8Array): ((cells: Cells, column: Column) => FeaturePower | null) | null {
  const classes = withoutRare(classesOf(target));
  if (classes.labels.length < 2 || classes.labels.length > MOST_CLASSES) return null;
  return (cells, column) => {
    const { auc, balancedAccuracy, n } = classPower(cells, classes, folds);
    if (n < FEWEST_ROWS) return null;
    const isSure = auc >= SURE.auc && balancedAccuracy >= SURE.balancedAccuracy;
    return { column: column.name, measure: 'ROC AUC', value: auc, isSure, isSuspect: auc >= SUSPECT.auc };
  };
}

/** A class of a few rows can be told from the others by luck: its rows are left out. */
function withoutRare(classes: { codes: Int32Array; labels: readonly string[] }) {
  const counts = new Float64Array(classes.labels.length);
  for (const code of classes.codes) if (code >= 0) counts[code]!++;
  const kept = classes.labels.flatMap((_, code) => (counts[code]! >= FEWEST_PER_CLASS ? [code] : []));
  const fresh = new Int32Array(classes.labels.length).fill(-1);
  kept.forEach((code, i) => (fresh[code] = i));
  return { codes: classes.codes.map((code) => (code < 0 ? -1 : fresh[code]!)), labels: kept.map((code) => classes.labels[code]!) };
}

function finding(power: FeaturePower, next: FeaturePower | undefined, target: string): Finding {
  const beside = next ? `; the next best column reaches ${brief(next.value)}` : '';
  return {
    code: 'single-feature-leak',
    severity: power.isSure ? 'blocker' : 'warning',
    columns: [power.column],
    message: `${quoted(power.column)} alone predicts ${quoted(target)} with ${aMetric(power.measure === 'R2' ? 'r2' : 'roc_auc')} of ${power.value.toFixed(3)} on rows held out${beside}.`,
    hint: `Ask when ${quoted(power.column)} becomes known. If it is written down after ${quoted(target)}, or made from it, give it the role ignore; if it is known before, keep it.`,
    evidence: { measure: power.measure, value: power.value, nextBest: next?.value ?? null, folds: 5, target }
  };
}
