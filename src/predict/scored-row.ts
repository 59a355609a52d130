import type { FarMeasure } from '../core/limits-report.ts';
import type { ColumnType } from '../core/schema.ts';
import { FAR_OUT, type Cautions } from './limits.ts';
import type { ModelPackage, PackageTarget } from './package-type.ts';
import type { RowRemark } from './rows.ts';
import type { Scores } from './scores.ts';

/** The answer for one row, in the words of the data. */
export interface ScoredRow {
  /** In the target's own type: true or false, a number, or the name of a class. */
  readonly prediction: string | number | boolean;
  /** By class name, classification only. */
  readonly probabilities?: Readonly<Record<string, number>>;
  /** Ends of the 95 % interval, regression with known uncertainty only. */
  readonly interval?: readonly [number, number];
  readonly warnings: readonly string[];
  /** Classes of which one is right in 95 of 100 rows, where the package knows its limits. */
  readonly set?: readonly (string | number | boolean)[];
  /** Share of the training rows that lie at least as far out, 0.005 to 1, where the package knows its limits. */
  readonly asFarOut?: number;
  /** The measure by which it lies so far out, of rows that do. */
  readonly farBy?: FarMeasure;
  /** It should not be acted on: more than one class may be right, or the row lies farther out than 99 in 100 training rows. */
  readonly abstained?: true;
}

const NONE: readonly string[] = [];

/** Prepares the telling of answers: class names in the target's own type. */
export function compileTeller({
  target
}: ModelPackage): (scores: Scores, warnings: readonly RowRemark[], cautions: Cautions | null) => ScoredRow[] {
  const answers = answersOf(target);
  return (scores, remarks, cautions) => {
    const warnings = byRow(remarks);
    const told: ScoredRow[] = [];
    const rows = scores.kind === 'classes' ? scores.predicted.length : scores.values.length;
    for (let i = 0; i < rows; i++)
      told.push({ ...tell(scores, i, answers, warnings?.get(i) ?? NONE), ...(cautions && cautionOf(cautions, i, answers)) });
    return told;
  };
}

/** What a package that knows its limits says of one row. */
export function cautionOf(
  { sets, share, shares }: Cautions,
  i: number,
  answers: readonly (string | number | boolean)[]
): Partial<ScoredRow> {
  const set = sets?.[i];
  const isFar = share !== null && share[i]! <= FAR_OUT;
  return {
    ...(set ? { set: set.map((code) => answers[code]!) } : {}),
    ...(share ? { asFarOut: share[i]! } : {}),
    ...(isFar ? { farBy: strangest(shares, i) } : {}),
    ...(isFar || (set && set.length > 1) ? { abstained: true } : {})
  };
}

function strangest(shares: Cautions['shares'], i: number): FarMeasure {
  const measures = Object.keys(shares) as FarMeasure[];
  return measures.reduce((most, measure) => (shares[measure]![i]! < shares[most]![i]! ? measure : most));
}

/** The classes in the target's own type, by code; empty for regression. */
export const answersOf = (target: PackageTarget): (string | number | boolean)[] =>
  (target.labels ?? []).map((label, code) => ownType(label, code, target.type, target.labels!.length));

function tell(scores: Scores, i: number, answers: readonly (string | number | boolean)[], warnings: readonly string[]): ScoredRow {
  if (scores.kind === 'classes') {
    return { prediction: answers[scores.predicted[i]!]!, probabilities: named(scores.labels, scores.probabilities, i), warnings };
  }
  const { values, low, high } = scores;
  return low && high ? { prediction: values[i]!, interval: [low[i]!, high[i]!], warnings } : { prediction: values[i]!, warnings };
}

/** `fromEntries` defines own keys, so a class may be called `__proto__`. */
function named(labels: readonly string[], probabilities: Float64Array, row: number): Record<string, number> {
  return Object.fromEntries(labels.map((label, c) => [label, probabilities[row * labels.length + c]!]));
}

function ownType(label: string, code: number, type: ColumnType, classes: number): string | number | boolean {
  if (type === 'boolean' && classes === 2) return code === 1;
  if ((type === 'number' || type === 'integer') && Number.isFinite(Number(label))) return Number(label);
  return label;
}

function byRow(remarks: readonly RowRemark[]): Map<number, string[]> | null {
  if (remarks.length === 0) return null;
  const map = new Map<number, string[]>();
  for (const { row, message } of remarks) {
    const list = map.get(row);
    if (list) list.push(message);
    else map.set(row, [message]);
  }
  return map;
}
