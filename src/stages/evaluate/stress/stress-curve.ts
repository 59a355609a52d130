import { partOf, pause } from '../../../core/context.ts';
import type { Metric } from '../../../core/outcome.ts';
import type { ColumnType } from '../../../core/schema.ts';
import { judge } from '../judge.ts';
import { scoreOutcome } from '../score.ts';
import type { BrokenColumn, StressCurve } from './curve-type.ts';
import { lostAt } from './lost-at.ts';
import { isRefusal, leanOutcome, leanRows, type Refusal, type RowsUnderStress, type StressPoint, strikeRows } from './stress-rows.ts';
import type { StressType, ValueStress, WeightEnd, WeightStress } from './stress-type.ts';
import { sayStress } from './stress-words.ts';
import type { UsualValues } from './usual-values.ts';

export interface BreakableColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly usual: UsualValues;
  /** Of the rows, where they can lean by it; NaN = missing. */
  readonly values: Float64Array | null;
}

/** What is tried: a kind of stress on those columns that it takes. */
export interface StressAsk {
  readonly type: StressType;
  readonly params: Readonly<Record<string, never>>;
  readonly columns: readonly BreakableColumn[];
  readonly doses: readonly number[];
  /** Trials of each dose, where chance has a part in it. */
  readonly repeats: number;
}

/** What the score is held against; null where there is nothing. */
export interface Levels {
  readonly guessing: number | null;
  readonly bar: number | null;
}

/** The curve of one kind of stress over its doses. */
export async function stressCurve(rows: RowsUnderStress, ask: StressAsk, levels: Levels): Promise<StressCurve> {
  const { type } = ask;
  const lean = type.changes === 'weights' ? worstLean(rows, type, ask) : null;
  const points: StressPoint[] = [await asTheyAre(rows)];
  let refusal: Refusal | null = null;
  for (const [i, dose] of ask.doses.entries()) {
    const own = { ...rows, context: partOf(rows.context, i / ask.doses.length, (i + 1) / ask.doses.length) };
    const found = lean && type.changes === 'weights' ? await leanRows(own, dose, { ...lean, type }) : await struck(own, dose, ask);
    if (isRefusal(found)) refusal = found;
    if (isRefusal(found)) break;
    points.push(found);
    await pause(rows.context);
  }
  const lost = (level: number | null) => lostAt(points, level, rows.metric.higherIsBetter);
  const told = {
    kind: type.id,
    label: type.label,
    doc: type.doc,
    axis: type.axis,
    isShare: type.isShare,
    unit: type.unit ?? null,
    columns: lean ? [lean.column] : ask.columns.map(({ name }) => name),
    lean: lean && { end: lean.end, among: lean.among },
    points,
    refusal,
    guessing: lost(levels.guessing),
    bar: lost(levels.bar)
  };
  return { ...told, sentence: sayStress(told, rows.metric) };
}

const struck = (rows: RowsUnderStress, dose: number, { type, columns, params, repeats }: StressAsk) =>
  strikeRows(rows, dose, { type: type as ValueStress, columns, params }, repeats);

/** Dose 0, with the interval that a report gives. */
async function asTheyAre({ base, metric, seed, context }: RowsUnderStress): Promise<StressPoint> {
  const quiet = { ...context, onProgress: () => undefined };
  const { [metric.id]: own } = await judge(base, { seed, context: quiet, metrics: [metric.id] });
  const n = base.actual.length;
  const drop: Metric = { value: 0, low: 0, high: 0, method: 'nothing was changed', n };
  return { dose: 0, words: 'the rows as they are', metric: own!, drop, deviation: null, effectiveRows: null };
}

interface FoundLean {
  readonly column: string;
  readonly values: Float64Array;
  readonly end: WeightEnd;
  readonly among: number;
}

/** The column and the end at which the metric is worst, at the largest dose but one. */
function worstLean(rows: RowsUnderStress, type: WeightStress, ask: StressAsk): FoundLean | null {
  const leans = leansOf(type, ask);
  const dose = ask.doses.at(-2) ?? ask.doses.at(-1) ?? 0;
  const sign = rows.metric.higherIsBetter ? 1 : -1;
  let worst: { readonly lean: (typeof leans)[number]; readonly score: number } | null = null;
  for (const lean of leans) {
    const value = sign * scoreOutcome(rows.metric, leanOutcome(rows.base, dose, { ...lean, type }));
    const score = Number.isNaN(value) ? Infinity : value;
    if (worst === null || score < worst.score) worst = { lean, score };
  }
  return worst && { ...worst.lean, among: leans.length };
}

const leansOf = (type: WeightStress, { columns, params }: StressAsk) =>
  columns.flatMap(({ name, values }) => (values ? type.ends(params).map((end) => ({ column: name, values, end })) : []));

/** Each column broken alone at one dose, what hurts most first: without any answer, then by the fall of the metric. */
export async function rankColumns(rows: RowsUnderStress, ask: StressAsk, dose: number): Promise<BrokenColumn[]> {
  const { type } = ask;
  const found: BrokenColumn[] = [];
  for (const [i, column] of ask.columns.entries()) {
    const own = { ...rows, context: partOf(rows.context, i / ask.columns.length, (i + 1) / ask.columns.length) };
    const alone = { ...ask, columns: [column], doses: [dose] };
    const lean = type.changes === 'weights' ? worstLean(rows, type, alone) : null;
    const result = lean && type.changes === 'weights' ? await leanRows(own, dose, { ...lean, type }) : await struck(own, dose, alone);
    const [point, refusal] = isRefusal(result) ? [null, result] : [result, null];
    found.push({ column: column.name, end: lean?.end ?? null, point, refusal });
    await pause(rows.context);
  }
  const hurt = ({ point }: BrokenColumn) => (point === null ? Infinity : Number.isNaN(point.drop.value) ? -Infinity : point.drop.value);
  return found.sort((a, b) => hurt(b) - hurt(a) || a.column.localeCompare(b.column));
}
