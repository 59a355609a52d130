import { fitSigmoid, type Line } from '../calibrate.ts';

/**
 * How decisions become log-odds, by Platt's method, from decisions on rows left out of the fit. Where those rank no better than chance the answer is the share
 * of hits for every row, never the other way round.
 * @param decisions of the rows left out
 * @param isHit 1 or 0 for each
 */
export function plattOf(decisions: Float64Array, isHit: Uint8Array, weights: Float64Array): Line {
  const size = Math.sqrt(decisions.reduce((sum, one) => sum + one * one, 0) / decisions.length);
  const unit = size > 0 ? size : 1;
  const line = fitSigmoid(
    decisions.map((one) => one / unit),
    isHit,
    weights
  );
  if (line.slope > 0) return { slope: line.slope / unit, intercept: line.intercept };
  return fitSigmoid(new Float64Array(decisions.length), isHit, weights);
}
