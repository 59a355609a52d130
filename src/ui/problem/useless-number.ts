/**
 * What always answering the mean gives, from the profile of a number target: its error is the standard deviation over all rows.
 * @returns null when the profile does not say
 */
export function uselessNumber(profile: Readonly<Record<string, unknown>> | undefined) {
  const read = (key: string) => (typeof profile?.[key] === 'number' ? profile[key] : NaN);
  const [mean, sd, min, max, rows] = [read('mean'), read('sd'), read('min'), read('max'), read('count')];
  if (![mean, sd, min, max].every(Number.isFinite) || rows < 2 || max <= min) return null;
  const rmse = sd * Math.sqrt((rows - 1) / rows);
  return { mean, rmse, min, max, rows, shareOfRange: rmse / (max - min) };
}
