/** The taxonomy of exponential smoothing: how errors, trend and season come together. */
export interface EtsForm {
  readonly error: 'add' | 'mul';
  readonly trend: 'none' | 'add' | 'damped';
  readonly season: 'none' | 'add' | 'mul';
}

const letters = { add: 'A', mul: 'M', none: 'N', damped: 'Ad' } as const;

/** "ETS(A,Ad,M)" */
export const formName = ({ error, trend, season }: EtsForm): string => `ETS(${letters[error]},${letters[trend]},${letters[season]})`;

const errors = ['add', 'mul'] as const;
const trends = ['none', 'add', 'damped'] as const;
const seasons = ['none', 'add', 'mul'] as const;

/**
 * The forms that are stable: errors that add up with a season that multiplies divide by what may be near 0, and trends that multiply run away.
 * Source: Hyndman, Koehler, Ord & Snyder (2008), "Forecasting with Exponential Smoothing", section 2.8 on the forms to leave out.
 */
export const etsForms: readonly EtsForm[] = errors
  .flatMap((error) => trends.flatMap((trend) => seasons.map((season) => ({ error, trend, season }))))
  .filter(({ error, season }) => !(error === 'add' && season === 'mul'));

export const needsPositiveValues = ({ error, season }: EtsForm): boolean => error === 'mul' || season === 'mul';

/** How many numbers a fit of the form finds, the variance among them; of a season of m phases m - 1 are free. */
export const numbersOf = ({ trend, season }: EtsForm, period: number): number =>
  3 + (trend === 'none' ? 0 : 2) + (trend === 'damped' ? 1 : 0) + (season === 'none' ? 0 : period);
