import type { Metric, Outcome } from '../../core/outcome.ts';
import { wilson } from '../../kernels/intervals.ts';
import type { ModelPackage } from '../../predict/package-type.ts';

export interface Coverage {
  /** A prediction is given as itself plus and minus this. */
  readonly halfWidth: number;
  /** Share of the rows whose true value lies inside, with Wilson's interval. */
  readonly inside: Metric;
  readonly method: string;
  /** Rows the width was set on. */
  readonly n: number;
}

/** How often the 95 % interval of a prediction holds the truth. Null for classes, and for a package without an interval. */
export function coverageOf(outcome: Outcome, uncertainty: ModelPackage['uncertainty']): Coverage | null {
  if (outcome.kind !== 'numbers' || uncertainty === null) return null;
  const { halfWidth, method, n } = uncertainty;
  const rows = outcome.actual.length;
  const hits = outcome.actual.reduce((count, value, i) => count + (Math.abs(value - outcome.predicted[i]!) <= halfWidth ? 1 : 0), 0);
  return { halfWidth, inside: { value: hits / rows, ...wilson(hits, rows), n: rows }, method, n };
}
