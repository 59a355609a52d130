import { createDraws, discreteGaussian, discreteLaplace, type RandomBytes } from './draws.ts';

/** What an answer costs: (epsilon, delta); delta 0 is the Laplace mechanism, else the Gaussian one. */
export interface PrivacyCost {
  readonly epsilon: number;
  readonly delta: number;
}

/** Noise for whole numbers that one person changes by at most `sensitivity`. */
export interface Mechanism {
  readonly name: 'discrete Laplace' | 'discrete Gaussian';
  draw(): number;
  /** The least whole number that the noise stays within, either way, with this probability. */
  within(probability: number): number;
}

/** Epsilons are taken to a millionth, downwards: never more is spent than was said. */
const PARTS = 1_000_000;

/**
 * @param sensitivity a whole number
 * Laplace: exp(-epsilon |y| / sensitivity). Gaussian: the variance that gives (epsilon, delta) by zero-concentrated privacy,
 * rho + 2 sqrt(rho ln(1 / delta)) = epsilon with rho = sensitivity^2 / (2 sigma^2) (Canonne, Kamath and Steinke 2020; Bun and Steinke 2016).
 */
export function mechanismFor({ epsilon, delta }: PrivacyCost, sensitivity: number, random: RandomBytes): Mechanism {
  const draws = createDraws(random);
  const num = BigInt(Math.max(1, Math.floor(epsilon * PARTS)));
  if (delta === 0) {
    const den = BigInt(PARTS) * BigInt(sensitivity);
    const rate = Number(num) / Number(den);
    return {
      name: 'discrete Laplace',
      draw: () => Number(discreteLaplace(draws, num, den)),
      within: (probability) => laplaceWithin(rate, probability)
    };
  }
  const log = Math.log(1 / delta);
  const rho = (Math.sqrt(log + epsilon) - Math.sqrt(log)) ** 2;
  const variance = Math.ceil(((sensitivity * sensitivity) / (2 * rho)) * PARTS);
  return {
    name: 'discrete Gaussian',
    draw: () => Number(discreteGaussian(draws, { num: BigInt(variance), den: BigInt(PARTS) })),
    within: (probability) => gaussianWithin(variance / PARTS, probability)
  };
}

/** P(|y| <= m) = 1 - 2 q^(m + 1) / (1 + q) with q = exp(-rate). */
function laplaceWithin(rate: number, probability: number): number {
  const q = Math.exp(-rate);
  return Math.max(0, Math.ceil(Math.log(((1 - probability) * (1 + q)) / 2) / -rate - 1));
}

/** Summed up, for small variances are no bell; for large ones 40 standard deviations are more than enough. */
function gaussianWithin(variance: number, probability: number): number {
  const step = Math.max(1, Math.floor(Math.sqrt(variance) / 1000));
  const weights: number[] = [];
  for (let y = 0; weights.length < 40_000 && (y === 0 || weights.at(-1)! > 1e-18); y += step)
    weights.push(Math.exp((-y * y) / (2 * variance)));
  const all = 2 * weights.reduce((sum, weight) => sum + weight, 0) - 1;
  let inside = 1;
  for (let i = 0; i < weights.length; i++) {
    if (i > 0) inside += 2 * weights[i]!;
    if (inside / all >= probability) return (i + 1) * step - (step === 1 ? 1 : 0);
  }
  return weights.length * step;
}
