import type { Factors } from '../../../kernels/factors/factor-kernel.ts';

/**
 * The parts of a factorisation, each of length 1, that of the largest weights first: what they are called doesn't hang on the draw they began with.
 * @returns row-major [parts, columns]
 */
export function heaviestFirst({ w, h }: Factors, parts: number): Float64Array {
  const width = h.length / parts;
  const rows = Array.from({ length: parts }, (_, k) => h.subarray(k * width, (k + 1) * width));
  const lengths = rows.map((row) => Math.sqrt(row.reduce((sum, x) => sum + x * x, 0)));
  const heavy = lengths.map((length, k) => {
    let sum = 0;
    for (let i = k; i < w.length; i += parts) sum += (w[i]! * length) ** 2;
    return sum;
  });
  const order = [...rows.keys()].sort((a, b) => heavy[b]! - heavy[a]! || a - b);
  const out = new Float64Array(h.length);
  order.forEach((from, k) => out.set(rows[from]!.map((x) => (lengths[from]! > 0 ? x / lengths[from]! : 0)), k * width)); // prettier-ignore
  return out;
}
