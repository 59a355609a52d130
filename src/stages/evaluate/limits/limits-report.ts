import type { LimitsReport, SetsReport } from '../../../core/limits-report.ts';
import type { ClassOutcome, Metric, Outcome } from '../../../core/outcome.ts';
import { wilson } from '../../../kernels/intervals.ts';
import { unitShare } from '../../../kernels/unit-share.ts';
import { FAR_OUT, setOf, stretchOf } from '../../../predict/limits.ts';
import type { Limits } from '../../../predict/limits-type.ts';
import { unitsOf } from '../units-of.ts';

/**
 * What the limits of a package come to on rows that had no say in them.
 * @param asFarOut share of training rows as far out as each row; null where the package does not know
 */
export function limitsReport(outcome: Outcome, limits: Limits, asFarOut: Float64Array | null): LimitsReport {
  const share = shareTeller(outcome);
  const isWrong = outcome.kind === 'classes' ? (row: number) => outcome.predicted[row] !== outcome.actual[row] : null;
  const isFar = (row: number) => asFarOut![row]! <= FAR_OUT;
  return {
    sets: outcome.kind === 'classes' && limits.sets ? setsReport(outcome, limits.sets, share) : null,
    widths: outcome.kind === 'numbers' && limits.widths ? widthsReport(outcome, limits.widths, share) : null,
    far:
      asFarOut && limits.distance
        ? { share: share(isFar), wrong: isWrong && share((row) => isWrong(row), isFar), columns: limits.distance.columns.length }
        : null
  };
}

type ShareTeller = (isHit: (row: number) => boolean, isOf?: (row: number) => boolean) => Metric;

/** A share of rows with its interval, by groups or blocks where rows belong together. */
function shareTeller(outcome: Outcome): ShareTeller {
  const units = unitsOf(outcome);
  return (isHit, isOf = () => true) => {
    let [hits, n] = [0, 0];
    for (let row = 0; row < outcome.actual.length; row++) {
      if (!isOf(row)) continue;
      n++;
      if (isHit(row)) hits++;
    }
    return { value: hits / n, ...(units ? unitShare({ isOf, isHit }, units) : wilson(hits, n)), n };
  };
}

function setsReport(outcome: ClassOutcome, sets: NonNullable<Limits['sets']>, share: ShareTeller): SetsReport {
  const k = outcome.labels.length;
  const each = Array.from(outcome.actual, (_, row) => setOf(outcome.probabilities.subarray(row * k, row * k + k), sets));
  const holds = (row: number) => each[row]!.includes(outcome.actual[row]!);
  const isSingle = (row: number) => each[row]!.length === 1;
  return {
    method: sets.method,
    inside: share(holds),
    classes: outcome.labels.map((label, code) => ({ label, inside: share(holds, (row) => outcome.actual[row] === code) })),
    single: share(isSingle),
    rightAlone: share(holds, isSingle),
    meanSize: each.reduce((sum, set) => sum + set.length, 0) / each.length,
    sizes: Array.from({ length: k }, (_, i) => each.filter((set) => set.length === i + 1).length)
  };
}

function widthsReport(
  { actual, predicted }: { actual: Float64Array; predicted: Float64Array },
  widths: NonNullable<Limits['widths']>,
  share: ShareTeller
) {
  const ends = Array.from(predicted, (value) => stretchOf(widths, value));
  const inside = share((row) => actual[row]! >= ends[row]![0] && actual[row]! <= ends[row]![1]);
  return { method: widths.method, inside, meanWidth: ends.reduce((sum, [low, high]) => sum + high - low, 0) / ends.length };
}
