import type { Work } from './work.ts';

/** Half of what a golden section leaves over. */
const GOLDEN = (3 - Math.sqrt(5)) / 2;
const MOST_STEPS = 200;

/** Where a search stands: the best place, the second best, the one before that, and the values there. */
interface Search {
  low: number;
  high: number;
  x: number;
  w: number;
  v: number;
  fx: number;
  fw: number;
  fv: number;
}

/**
 * The place within [low, high] where a function with one valley is smallest, to about eight digits: parabolas through the last three places, golden sections
 * where those lead nowhere. Source: Brent (1973), "Algorithms for minimization without derivatives", chapter 5.
 * @param f may give infinity
 * @param steps elementary steps that one call of `f` takes
 */
export function* minimumOf(f: (x: number) => number, low: number, high: number, steps: number): Work<number> {
  const start = low + GOLDEN * (high - low);
  const first = f(start);
  const search: Search = { low, high, x: start, w: start, v: start, fx: first, fw: first, fv: first };
  let step = 0;
  let before = 0;
  for (let i = 0; i < MOST_STEPS; i++) {
    yield steps;
    const middle = (search.low + search.high) / 2;
    const tol = 1.5e-9 * Math.abs(search.x) + 1e-10;
    if (Math.abs(search.x - middle) <= 2 * tol - (search.high - search.low) / 2) break;
    const parabolic = Math.abs(before) > tol ? parabolaStep(search, before, tol) : null;
    before = parabolic === null ? (search.x >= middle ? search.low : search.high) - search.x : step;
    step = parabolic ?? GOLDEN * before;
    const at = search.x + (Math.abs(step) >= tol ? step : Math.sign(step) * tol);
    take(search, at, f(at));
  }
  return search.x;
}

/** To the bottom of the parabola through the three places; null where that is not well within the bracket, or no less than half the step before the last. */
function parabolaStep({ low, high, x, w, v, fx, fw, fv }: Search, before: number, tol: number): number | null {
  const r = (x - w) * (fx - fv);
  const q = (x - v) * (fx - fw);
  const over = (x - v) * q - (x - w) * r;
  const under = 2 * (q - r);
  const step = -over / under;
  if (!(Math.abs(step) < Math.abs(before / 2)) || x + step <= low || x + step >= high) return null;
  const isAtEdge = x + step - low < 2 * tol || high - (x + step) < 2 * tol;
  return isAtEdge ? Math.sign((low + high) / 2 - x) * tol : step;
}

function take(search: Search, at: number, value: number): void {
  const { x, w, fx, fw } = search;
  if (value <= fx) {
    if (at >= x) search.low = x;
    else search.high = x;
    Object.assign(search, { v: w, fv: fw, w: x, fw: fx, x: at, fx: value });
    return;
  }
  if (at < x) search.low = at;
  else search.high = at;
  if (value <= fw || w === x) Object.assign(search, { v: w, fv: fw, w: at, fw: value });
  else if (value <= search.fv || search.v === x || search.v === w) Object.assign(search, { v: at, fv: value });
}
