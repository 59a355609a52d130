import { SHAPE_PLACES, type SmoothTerm } from '../../../core/smooth-terms.ts';
import { ACTIVE, allKnots, splinesAt } from '../../../predict/models/b-spline.ts';
import type { Block } from './blocks.ts';
import type { SmoothFit } from './fit-smooth.ts';

/** What the target was divided by before the fit, after its mean was taken off. */
interface TargetScale {
  readonly centre: number;
  readonly unit: number;
}

/** The fits of all scores as one state, in the units of the target. */
export function packSmooth(blocks: readonly Block[], fits: readonly SmoothFit[], weights: Float64Array, { centre, unit }: TargetScale) {
  return {
    start: Float64Array.from(fits, ({ coefficients }) => centre + unit * coefficients[0]!),
    terms: blocks.map((block, j) => termOf(block, j, fits, meansOf(block, weights), unit))
  };
}

/** The mean of each column over the rows whose value is there. */
function meansOf({ size, first, values, active }: Block, weights: Float64Array): Float64Array {
  const sums = new Float64Array(size);
  let total = 0;
  for (let row = 0; row < first.length; row++) {
    if (first[row] === size) continue;
    total += weights[row]!;
    for (let k = 0; k < active; k++) sums[first[row]! + k]! += weights[row]! * values[row * active + k]!;
  }
  return total > 0 ? sums.map((sum) => sum / total) : sums;
}

function termOf(block: Block, j: number, fits: readonly SmoothFit[], means: Float64Array, unit: number): SmoothTerm {
  const { name, levels, binOfLevel, kind, knots, size, hasMissing } = block;
  const own = fits.map(({ coefficients, layout }) =>
    coefficients.slice(layout.starts[j]!, layout.starts[j]! + size).map((value) => unit * value)
  );
  const centres = own.map((coefficients) => coefficients.reduce((sum, value, k) => sum + value * means[k]!, 0));
  const gaps = fits.map(({ coefficients, layout }, s) =>
    hasMissing ? unit * coefficients[layout.starts[j]! + size]! : kind === 'levels' ? 0 : centres[s]!
  );
  return {
    name,
    levels,
    binOfLevel,
    low: knots?.low ?? 0,
    high: knots?.high ?? 1,
    inner: kind === 'curve' ? knots!.inner : null,
    coefficients: Float64Array.from(own.flatMap((values) => [...values])),
    missing: Float64Array.from(gaps),
    centres: Float64Array.from(centres),
    errors: Float64Array.from(fits.flatMap((fit) => errorsOf(block, fit, j, means).map((error) => unit * error))),
    freedom: Float64Array.from(fits, ({ freedom }) => freedom[j]!)
  };
}

/** Standard errors of the centred shape at every place it is shown at. */
function errorsOf(block: Block, { covariance, layout }: SmoothFit, j: number, means: Float64Array): number[] {
  const from = layout.starts[j]!;
  return placesOf(block).map((place) => {
    const off = place.map((value, k) => value - means[k]!);
    let variance = 0;
    for (let k = 0; k < off.length; k++)
      for (let l = 0; l < off.length; l++) variance += off[k]! * covariance[(from + k) * layout.columns + from + l]! * off[l]!;
    return Math.sqrt(Math.max(variance, 0));
  });
}

/** The columns of a block at each place its shape is shown at. */
function placesOf({ kind, size, knots }: Block): Float64Array[] {
  if (kind === 'levels') return Array.from({ length: size }, (_, level) => new Float64Array(size).with(level, 1));
  const shares = Array.from({ length: SHAPE_PLACES }, (_, i) => i / (SHAPE_PLACES - 1));
  if (kind === 'line') return shares.map((share) => Float64Array.of(share));
  const all = allKnots(knots!);
  const active = new Float64Array(ACTIVE);
  return shares.map((share) => {
    const out = new Float64Array(size);
    const first = splinesAt(all, knots!.low + share * (knots!.high - knots!.low), active);
    out.set(active, first);
    return out;
  });
}
