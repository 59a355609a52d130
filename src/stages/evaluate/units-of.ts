import { type ClassOutcome, gatherOutcome, type Outcome } from '../../core/outcome.ts';
import { orderOf } from '../../core/stats.ts';
import { blockLength } from '../../kernels/block-length.ts';
import { FEW_DRAWS } from '../../kernels/unit-interval.ts';
import { drawsOf, numberUnits, piecesOf, type Units } from '../../kernels/units.ts';

/** Blocks that rows in the order of time are cut into at least, however far they hang together: fewer would say nothing of their spread. */
const FEWEST_BLOCKS = 6;

/**
 * What of an outcome a bootstrap has to draw whole: the groups of its rows, or blocks of moments, as its kinship says. Null where each row stands for
 * itself: without a kinship, and where every group is one row.
 */
export function unitsOf(outcome: Outcome): Units | null {
  const { kinship } = outcome;
  const n = outcome.actual.length;
  if (!kinship || n === 0) return null;
  if (kinship.kind === 'groups') {
    const groups = numberUnits(kinship.of, kinship.of.keys());
    return groups.count === n ? null : { kind: 'groups', ...groups, run: 1 };
  }
  const moments = numberUnits(kinship.at, orderOf(kinship.at));
  return { kind: 'moments', ...moments, ...runOf(outcome, moments) };
}

/**
 * At least the cube root of the number of moments, the length of the signed errors, and twice that of their sizes, which show the dependence less:
 * blocks too short make an interval too narrow, and too long ones only make it unsteady.
 */
function runOf(outcome: Outcome, { of, count }: Pick<Units, 'of' | 'count'>): Pick<Units, 'run' | 'isCut'> {
  const { signed, sizes } = errorSeries(outcome);
  const lengths = (series: readonly Float64Array[]) => series.map((errors) => blockLength(byMoment(errors, of, count)));
  const wanted = Math.max(
    Math.ceil(Math.cbrt(count)),
    ...lengths(signed),
    ...lengths(sizes).map((length) => (length > 1 ? 2 * length : 1))
  );
  const most = Math.max(1, Math.floor(count / FEWEST_BLOCKS));
  return { run: Math.min(wanted, most), isCut: wanted > most };
}

/** Where dependence between rows shows: in the errors with their sign, and in their sizes. */
function errorSeries(outcome: Outcome): { readonly signed: readonly Float64Array[]; readonly sizes: readonly Float64Array[] } {
  if (outcome.kind === 'numbers') {
    const errors = outcome.actual.map((value, row) => value - outcome.predicted[row]!);
    return { signed: [errors], sizes: [errors.map(Math.abs)] };
  }
  const { actual, predicted, probabilities, labels, positive } = outcome;
  const chance = (row: number, code: number) => probabilities[row * labels.length + code]!;
  const missed = Float64Array.from(actual, (code, row) => 1 - chance(row, code));
  const wrong = Float64Array.from(actual, (code, row) => (predicted[row] === code ? 0 : 1));
  const surprise = positive === null ? [] : [Float64Array.from(actual, (code, row) => (code === positive ? 1 : 0) - chance(row, positive))];
  return { signed: surprise, sizes: [missed, wrong] };
}

/** The mean over the rows of each moment. */
function byMoment(values: Float64Array, of: Uint32Array, count: number): Float64Array {
  const sums = new Float64Array(count);
  const rows = new Float64Array(count);
  values.forEach((value, row) => {
    sums[of[row]!]! += value;
    rows[of[row]!]! += 1;
  });
  return sums.map((sum, moment) => sum / rows[moment]!);
}

/** One row of each class from each group or block: what the rows count as, where all of them were answered alike. */
export function onePerUnit(outcome: ClassOutcome, units: Units): ClassOutcome {
  const pieces = piecesOf(units);
  const seen = new Set<number>();
  const rows = [...outcome.actual.keys()].filter((row) => {
    const key = pieces[row]! * outcome.labels.length + outcome.actual[row]!;
    return isNew(seen, key);
  });
  return gatherOutcome(outcome, rows);
}

function isNew(seen: Set<number>, key: number): boolean {
  const before = seen.size;
  return seen.add(key).size > before;
}

/** What a reader must know of an interval that rests on little; null where there is nothing. */
export function sayUnits(units: Units): string | null {
  if (units.kind === 'groups')
    return drawsOf(units) < FEW_DRAWS ? `These rows are of only ${units.count} groups, and the interval rests on those alone.` : null;
  return units.isCut
    ? 'The errors hang together over longer than these rows let one measure: the truth can lie outside this interval more often than 5 times in 100.'
    : null;
}
