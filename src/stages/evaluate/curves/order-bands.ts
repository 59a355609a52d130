import type { NumberOutcome, OrderOf } from '../../../core/outcome.ts';
import { mean, orderOf, variance } from '../../../core/stats.ts';
import { chiSquareQuantile, tQuantile } from '../../../kernels/distributions.ts';

/** What came of rows that a model of an order put in five bands, from where it says least to where it says most. */
export interface OrderBands {
  readonly orders: OrderOf;
  readonly bands: readonly OrderBand[];
  /** How the bounds were made, 95 %. */
  readonly method: string;
}

export interface OrderBand {
  readonly rows: number;
  /** Relevance: the mean grade. Risk: events for a unit of time. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const BANDS = 5;

/**
 * Whether what is ordered higher is so: grades of rows by their place within their group, or events for a unit of time by risk. A time below 0 was seen
 * without an event up to its size.
 */
export function orderBands(outcome: NumberOutcome): OrderBands {
  return outcome.orders === 'risk' ? ratesByRisk(outcome) : gradesByPlace(outcome);
}

/** Bounds of a rate are exact. Source: Garwood (1936), "Fiducial limits for the Poisson distribution". */
function ratesByRisk({ actual, predicted }: NumberOutcome): OrderBands {
  const bands = bandsOf(orderOf(predicted)).map((rows) => {
    const events = rows.filter((row) => actual[row]! > 0).length;
    const time = rows.reduce((sum, row) => sum + Math.abs(actual[row]!), 0);
    const [low, high] = [events === 0 ? 0 : chiSquareQuantile(0.025, 2 * events) / 2, chiSquareQuantile(0.975, 2 * events + 2) / 2];
    return { rows: rows.length, value: events / time, low: low / time, high: high / time };
  });
  return { orders: 'risk', bands, method: 'Garwood, of the number of events' };
}

/** Rows of a group hang together: its mean in a band counts once. */
function gradesByPlace({ actual, predicted, kinship }: NumberOutcome): OrderBands {
  const means: number[][] = Array.from({ length: BANDS }, () => []);
  const counts = new Array<number>(BANDS).fill(0);
  for (const rows of groupsOf(actual.length, kinship)) {
    const order = [...orderOf(Float64Array.from(rows, (row) => predicted[row]!))].map((place) => rows[place]!);
    bandsOf(order).forEach((own, band) => {
      if (own.length === 0) return;
      counts[band]! += own.length;
      means[band]!.push(mean(own.map((row) => actual[row]!)));
    });
  }
  const bands = means.map((own, band) => {
    const value = mean(own);
    const reach = own.length > 1 ? tQuantile(0.975, own.length - 1) * Math.sqrt(variance(own) / own.length) : NaN;
    return { rows: counts[band]!, value, low: value - reach, high: value + reach };
  });
  return { orders: 'relevance', bands, method: 't over the groups' };
}

function groupsOf(rows: number, kinship: NumberOutcome['kinship']): number[][] {
  const found = new Map<number, number[]>();
  for (let row = 0; row < rows; row++) {
    const group = kinship?.kind === 'groups' ? kinship.of[row]! : 0;
    const own = found.get(group);
    if (own) own.push(row);
    else found.set(group, [row]);
  }
  return [...found.values()];
}

/** Rows in their order, cut into bands of about one size; of fewer rows than bands each stands in the band of its place. */
function bandsOf(order: ArrayLike<number>): number[][] {
  const bands: number[][] = Array.from({ length: BANDS }, () => []);
  for (let place = 0; place < order.length; place++) bands[Math.floor(((place + 0.5) / order.length) * BANDS)]!.push(order[place]!);
  return bands;
}
