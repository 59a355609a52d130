/** How far claimed probabilities are from what came true, and what their squared error is made of. */
export interface ReliabilityParts {
  /** Mean gap between claim and outcome in ten bins: of equal numbers of rows, and of equal width. */
  readonly equalMass: number;
  readonly equalWidth: number;
  /** What exactly right probabilities would give in bins of equal numbers of rows. */
  readonly byChance: number;
  /** The mean squared error of the claims, and what it is made of. */
  readonly squared: number;
  readonly reliability: number;
  readonly resolution: number;
  readonly uncertainty: number;
  readonly within: number;
}
