import type { FarMeasure, FarReport, HeldPart, LimitsReport, PromiseKept, SetsReport } from '../../../core/limits-report.ts';
import type { ClassOutcome, Metric, NumberOutcome, Outcome } from '../../../core/outcome.ts';
import { quantileSorted } from '../../../core/stats.ts';
import type { CategoryColumn } from '../../../core/table.ts';
import { brief, percent } from '../../../core/words.ts';
import { normalSf } from '../../../kernels/distributions.ts';
import { wilson } from '../../../kernels/intervals.ts';
import { unitShare } from '../../../kernels/unit-share.ts';
import { FAR_OUT } from '../../../predict/limits.ts';
import type { Limits } from '../../../predict/limits-type.ts';
import { unitsOf } from '../units-of.ts';
import { LEVEL } from './level.ts';

/** What a package said of each row beside its answer. */
export interface ToldLimits {
  readonly sets: readonly (readonly number[])[] | null;
  readonly low: Float64Array | null;
  readonly high: Float64Array | null;
  /** Share of training rows as far out as each row, by all measures together. */
  readonly share: Float64Array | null;
  readonly shares: Readonly<Partial<Record<FarMeasure, Float64Array>>>;
}

/**
 * What the limits of a package come to on rows that had no say in them.
 * @param groupings columns beside the rows, for each of whose groups the promise is measured
 */
export function limitsReport(outcome: Outcome, limits: Limits, told: ToldLimits, groupings: readonly CategoryColumn[] = []): LimitsReport {
  const share = shareTeller(outcome);
  const held = heldBy(outcome, told);
  const isFar = (row: number) => told.share !== null && told.share[row]! <= FAR_OUT;
  const isAnswered = (row: number) => !isFar(row) && (told.sets?.[row]?.length ?? 1) === 1;
  const isRight = outcome.kind === 'classes' ? (row: number) => outcome.predicted[row] === outcome.actual[row] : (held?.isInside ?? null);
  return {
    sets: outcome.kind === 'classes' && limits.sets && told.sets ? setsReport(outcome, limits.sets, told.sets, share) : null,
    widths: outcome.kind === 'numbers' && held ? widthsReport(outcome, limits, held, share) : null,
    far: told.share ? farReport(limits, told, outcome.kind === 'classes' ? isRight : null, share) : null,
    ...(isRight && (held || told.share)
      ? { answers: { share: share(isAnswered), right: share(isRight, isAnswered), refused: share(isRight, (row) => !isAnswered(row)) } }
      : {}),
    ...(held ? { groups: groupings.map((column) => byGroup(column, limits, held, share)), stretches: byStretch(outcome, held, share) } : {})
  };
}

type ShareTeller = ((isHit: (row: number) => boolean, isOf?: (row: number) => boolean) => Metric) & { readonly isFree: boolean };

/** A share of rows with its interval, by groups or blocks where rows belong together. */
function shareTeller(outcome: Outcome): ShareTeller {
  const units = unitsOf(outcome);
  const tell = (isHit: (row: number) => boolean, isOf: (row: number) => boolean = () => true): Metric => {
    let [hits, n] = [0, 0];
    for (let row = 0; row < outcome.actual.length; row++) {
      if (!isOf(row)) continue;
      n++;
      if (isHit(row)) hits++;
    }
    return { value: hits / n, ...(units ? unitShare({ isOf, isHit }, units) : wilson(hits, n)), n };
  };
  return Object.assign(tell, { isFree: units === null });
}

/** Whether the truth is within what was told of a row, and how wide that is. */
interface Held {
  readonly isInside: (row: number) => boolean;
  readonly wide: (row: number) => number;
}

function heldBy(outcome: Outcome, { sets, low, high }: ToldLimits): Held | null {
  if (outcome.kind === 'classes') {
    return sets && { isInside: (row) => sets[row]!.includes(outcome.actual[row]!), wide: (row) => sets[row]!.length };
  }
  if (!low || !high) return null;
  const { actual } = outcome;
  return { isInside: (row) => actual[row]! >= low[row]! && actual[row]! <= high[row]!, wide: (row) => high[row]! - low[row]! };
}

/**
 * The share with how often luck goes as far: the share of new rows varies as n draws do, and what it varies around as the promise of `setOn` rows does.
 * Source: Vovk (2012), "Conditional validity of inductive conformal predictors": given the rows it was set on, coverage is Beta distributed; here by its variance.
 */
function kept(inside: Metric, setOn: number, isFree: boolean): PromiseKept {
  if (!isFree) return { inside };
  const spread = Math.sqrt(LEVEL * (1 - LEVEL) * (1 / inside.n + 1 / setOn));
  return { inside, luck: 2 * normalSf(Math.abs(inside.value - LEVEL) / spread) };
}

function setsReport(
  outcome: ClassOutcome,
  { method, n }: NonNullable<Limits['sets']>,
  each: readonly (readonly number[])[],
  share: ShareTeller
): SetsReport {
  const holds = (row: number) => each[row]!.includes(outcome.actual[row]!);
  const isSingle = (row: number) => each[row]!.length === 1;
  return {
    method,
    ...kept(share(holds), n, share.isFree),
    classes: outcome.labels.map((label, code) => ({ label, inside: share(holds, (row) => outcome.actual[row] === code) })),
    single: share(isSingle),
    rightAlone: share(holds, isSingle),
    meanSize: each.reduce((sum, set) => sum + set.length, 0) / each.length,
    sizes: outcome.labels.map((_, i) => each.filter((set) => set.length === i + 1).length)
  };
}

function widthsReport(
  { actual }: NumberOutcome,
  { widths, ends }: Limits,
  { isInside, wide }: Held,
  share: ShareTeller
): LimitsReport['widths'] {
  const said = ends ?? widths;
  if (!said) return null;
  const meanWidth = actual.reduce((sum, _, row) => sum + wide(row), 0) / actual.length;
  return { method: said.method, ...kept(share(isInside), said.n, share.isFree), meanWidth };
}

function farReport({ distance }: Limits, told: ToldLimits, isRight: ((row: number) => boolean) | null, share: ShareTeller): FarReport {
  const isFar = (row: number) => told.share![row]! <= FAR_OUT;
  const measures = (Object.entries(told.shares) as [FarMeasure, Float64Array][]).map(([measure, own]) => ({ measure, share: share((row) => own[row]! <= FAR_OUT) })); // prettier-ignore
  return { share: share(isFar), wrong: isRight && share((row) => !isRight(row), isFar), columns: distance?.columns.length ?? 0, measures };
}

/** Groups told at most, the largest first. */
const MOST_GROUPS = 12;

function byGroup({ name, labels, codes }: CategoryColumn, { groups }: Limits, held: Held, share: ShareTeller) {
  const parts = labels
    .map((label, code) =>
      heldPart(
        label,
        [...codes.keys()].filter((row) => codes[row] === code),
        held,
        share
      )
    )
    .filter(({ inside }) => inside.n > 0)
    .sort((a, b) => b.inside.n - a.inside.n);
  return { column: name, isPromised: groups?.column === name, parts: parts.slice(0, MOST_GROUPS) };
}

function heldPart(label: string, rows: readonly number[], { isInside, wide }: Held, share: ShareTeller): HeldPart {
  const own = new Set(rows);
  return { label, inside: share(isInside, (row) => own.has(row)), wide: rows.reduce((sum, row) => sum + wide(row), 0) / rows.length };
}

const STRETCHES = 5;
/** Rows that a fifth should have for its interval to say something. */
const ROWS_OF_STRETCH = 20;

/** Fifths by where the prediction lies, or by how likely the answer is; fewer of few rows. Equal values stay together. */
function byStretch(outcome: Outcome, held: Held, share: ShareTeller): HeldPart[] {
  const n = outcome.actual.length;
  const at = outcome.kind === 'numbers' ? outcome.predicted : surest(outcome);
  const stretches = Math.min(STRETCHES, Math.floor(n / ROWS_OF_STRETCH));
  if (stretches < 2) return [];
  const sorted = at.slice().sort();
  const edges = [...new Set(Array.from({ length: stretches - 1 }, (_, i) => quantileSorted(sorted, (i + 1) / stretches)))];
  const parts: number[][] = Array.from({ length: edges.length + 1 }, () => []);
  at.forEach((value, row) => parts[edges.filter((edge) => value > edge).length]!.push(row));
  const say = outcome.kind === 'numbers' ? brief : percent;
  const label = (i: number) => {
    const [from, to] = [edges[i - 1], edges[i]];
    return from === undefined ? `up to ${say(to!)}` : to === undefined ? `above ${say(from)}` : `${say(from)} to ${say(to)}`;
  };
  return parts.flatMap((rows, i) => (rows.length === 0 ? [] : [heldPart(label(i), rows, held, share)]));
}

const surest = ({ probabilities, labels: { length } }: ClassOutcome): Float64Array =>
  Float64Array.from({ length: probabilities.length / length }, (_, row) =>
    Math.max(...probabilities.subarray(row * length, row * length + length))
  );
