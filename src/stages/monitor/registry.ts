import { createRegistry } from '../../core/registry.ts';
import type { DriftTest } from './drift-test.ts';
import { chiSquare } from './drift/chi-square.ts';
import { jensenShannon } from './drift/jensen-shannon.ts';
import { kolmogorovSmirnov } from './drift/kolmogorov-smirnov.ts';
import { populationStability } from './drift/population-stability.ts';
import { wasserstein } from './drift/wasserstein.ts';

/** Every comparison of a column with its reference. Adding one is a file in drift/ and a line here. */
export const driftTests = createRegistry<DriftTest>('drift test', [
  kolmogorovSmirnov,
  chiSquare,
  populationStability,
  wasserstein,
  jensenShannon
]);
