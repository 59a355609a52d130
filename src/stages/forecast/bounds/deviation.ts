/** The root of the mean square, over `df` instead of their number. */
export function residualDeviation(residuals: Float64Array, df: number): number {
  let squares = 0;
  for (const residual of residuals) squares += residual * residual;
  return Math.sqrt(squares / Math.max(1, df));
}
