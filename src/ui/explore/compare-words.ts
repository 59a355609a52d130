import type { ColumnComparison } from '../../core/looks/comparison.ts';

/** "0.31 (0.21 to 0.40)" */
export const effectWords = ({ effect, low, high }: ColumnComparison): string =>
  `${effect.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
