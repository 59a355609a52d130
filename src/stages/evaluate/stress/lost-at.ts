import type { Metric } from '../../../core/outcome.ts';

/** Where a curve of doses loses a level it had; null where it does not, or never surely had it. */
export interface Lost {
  /** The level: of guessing, or the bar. */
  readonly level: number;
  /** From this dose on the interval reaches the level: it is no longer surely better. */
  readonly notSurelyFrom: number | null;
  /** From this dose on the score itself is on the wrong side. */
  readonly from: number | null;
}

interface Scored {
  readonly dose: number;
  readonly metric: Pick<Metric, 'value' | 'low' | 'high'>;
}

/**
 * @param points ascending by dose, the rows as they are first
 * @returns null where there is no level, or where not even the rows as they are reach it
 */
export function lostAt(points: readonly Scored[], level: number | null, higherIsBetter: boolean): Lost | null {
  const [start] = points;
  if (level === null || Number.isNaN(level) || !start) return null;
  const isBetter = (end: number) => (higherIsBetter ? end > level : end < level);
  const isSure = ({ metric }: Scored) => isBetter(higherIsBetter ? metric.low : metric.high);
  if (!isBetter(start.metric.value)) return null;
  return {
    level,
    notSurelyFrom: fromOn(points, isSure),
    from: fromOn(points, ({ metric }) => isBetter(metric.value))
  };
}

/** The dose from which on nothing holds any more. */
function fromOn(points: readonly Scored[], holds: (point: Scored) => boolean): number | null {
  const last = points.findLastIndex(holds);
  return points[last + 1]?.dose ?? null;
}
