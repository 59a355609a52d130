export interface Quadrature {
  /** Places strictly between 0 and 1, ascending. */
  readonly nodes: Float64Array;
  /** Positive; they add up to 1. */
  readonly weights: Float64Array;
}

const known = new Map<number, Quadrature>();

/**
 * Places and weights whose weighted sum is the integral from 0 to 1 of any polynomial of degree up to 2 * points - 1, but for rounding: the roots of the
 * Legendre polynomial, found by Newton's method.
 */
export function gaussLegendre(points: number): Quadrature {
  const found = known.get(points) ?? solve(points);
  known.set(points, found);
  return found;
}

function solve(points: number): Quadrature {
  const nodes = new Float64Array(points);
  const weights = new Float64Array(points);
  for (let i = 0; i < points; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (points + 0.5));
    let slope = 1;
    for (let step = 0; step < 100; step++) {
      const at = legendre(points, x);
      slope = at.slope;
      const move = at.value / slope;
      x -= move;
      if (Math.abs(move) < 1e-16) break;
    }
    nodes[points - 1 - i] = (1 + x) / 2;
    weights[points - 1 - i] = 1 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}

/** The Legendre polynomial of this degree, and its slope. */
function legendre(degree: number, x: number): { value: number; slope: number } {
  let [before, value] = [1, x];
  for (let k = 2; k <= degree; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
  return { value, slope: (degree * (x * value - before)) / (x * x - 1) };
}
