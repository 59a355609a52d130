/**
 * Gaps filled for learning only: on the straight line between what is known around them, or where there is a season and a step one season away is known,
 * along that line with the season's shape on top. Nothing is ever judged on a value that was filled in.
 * @param values the first and the last one are known
 */
export function fillGaps(values: Float64Array, period: number): Float64Array {
  if (!values.some(Number.isNaN)) return values;
  if (period <= 1 || values.length < 2 * period) return onLines(values);
  const turns = phaseOffsets(values, period);
  const plain = onLines(values.map((value, i) => value - turns[i % period]!));
  return plain.map((value, i) => (Number.isNaN(values[i]) ? value + turns[i % period]! : values[i]!));
}

/** How far each phase lies from the mean of all; 0 for a phase without values. */
function phaseOffsets(values: Float64Array, period: number): Float64Array {
  const own = (phase: number) => values.filter((value, i) => i % period === phase && !Number.isNaN(value));
  const means = Float64Array.from({ length: period }, (_, phase) => {
    const known = own(phase);
    return known.length === 0 ? NaN : known.reduce((total, value) => total + value, 0) / known.length;
  });
  const known = means.filter((value) => !Number.isNaN(value));
  const centre = known.reduce((total, value) => total + value, 0) / known.length;
  return means.map((value) => (Number.isNaN(value) ? 0 : value - centre));
}

function onLines(values: Float64Array): Float64Array {
  const out = values.slice();
  for (let i = 0, last = 0; i < out.length; i++) {
    if (Number.isNaN(values[i])) continue;
    for (let j = last + 1; j < i; j++) out[j] = out[last]! + ((out[i]! - out[last]!) * (j - last)) / (i - last);
    last = i;
  }
  return out;
}
