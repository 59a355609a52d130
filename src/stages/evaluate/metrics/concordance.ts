import type { NumberOutcome } from '../../../core/outcome.ts';
import type { NumberMetric, Scorer } from '../metric-type.ts';

/**
 * Harrell's C: of all pairs of which it is known whose event came first, the share in which that one was given the higher risk; equal risks count half. A
 * time below 0 was seen without an event up to its size; at equal times an event came before what was only seen.
 * Source: Harrell et al. (1982), "Evaluating the yield of medical tests".
 */
export const concordance: NumberMetric = {
  from: 'numbers',
  tasks: ['regression'],
  isExtra: true,
  ofOrder: 'risk',
  id: 'concordance',
  label: 'Concordance',
  doc: 'Of two cases, how often the one whose event came first was given the higher risk; 0.5 is guessing.',
  higherIsBetter: true,
  range: [0, 1],
  prepare: harrell,
  chance: () => 0.5,
  remark: ({ actual }) => (actual.every((time) => time < 0) ? 'No event was seen on these rows.' : null)
};

function harrell({ actual, predicted }: NumberOutcome): Scorer {
  const levels = Float64Array.from(new Set(predicted)).sort();
  const placeOf = new Map(Array.from(levels, (risk, place) => [risk, place]));
  const places = Int32Array.from(predicted, (risk) => placeOf.get(risk)!);
  const moments = momentsOf(actual);
  return (weights) => {
    const later = new RunningSums(levels.length);
    let [right, pairs, mass] = [0, 0, 0];
    const add = (row: number) => {
      later.add(places[row]!, weights[row]!);
      mass += weights[row]!;
    };
    for (const { events, seen } of moments) {
      // At one time those only seen outlived those whose event it was.
      for (const row of seen) add(row);
      for (const row of events) {
        const [below, upTo] = [later.below(places[row]!), later.below(places[row]! + 1)];
        right += (weights[row]! * (below + upTo)) / 2;
        pairs += weights[row]! * mass;
      }
      for (const row of events) add(row);
    }
    return right / pairs;
  };
}

/** Rows of one time, the latest time first. */
interface Moment {
  readonly events: Uint32Array;
  /** Seen without an event up to then. */
  readonly seen: Uint32Array;
}

function momentsOf(times: Float64Array): Moment[] {
  const latest = Uint32Array.from(times.keys()).sort((a, b) => Math.abs(times[b]!) - Math.abs(times[a]!) || a - b);
  const moments: Moment[] = [];
  for (let from = 0, to = 0; from < latest.length; from = to) {
    while (to < latest.length && Math.abs(times[latest[to]!]!) === Math.abs(times[latest[from]!]!)) to++;
    const rows = latest.subarray(from, to);
    moments.push({ events: rows.filter((row) => times[row]! > 0), seen: rows.filter((row) => times[row]! < 0) });
  }
  return moments;
}

/** Sums of all entries below a place, kept as entries are added. Source: Fenwick (1994), "A new data structure for cumulative frequency tables". */
class RunningSums {
  readonly #sums: Float64Array;

  constructor(places: number) {
    this.#sums = new Float64Array(places + 1);
  }

  add(place: number, amount: number): void {
    for (let at = place + 1; at < this.#sums.length; at += at & -at) this.#sums[at]! += amount;
  }

  below(place: number): number {
    let sum = 0;
    for (let at = place; at > 0; at -= at & -at) sum += this.#sums[at]!;
    return sum;
  }
}
