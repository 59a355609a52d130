import { callRates, eventsOf, expectedAccuracy, isIn, stakesOfRows, type GroupedRows, type Parity } from './parity.ts';

/** Learns to call the rows of a relabelled, weighted training part; answers with what it calls of these rows: 1 or 0 each. */
export type Learn<H> = (answers: Uint8Array, weights: Float64Array) => Promise<{ readonly model: H; readonly called: Float64Array }>;

export interface Mixture<H> {
  /** Each with its share of the answers; shares sum to 1. */
  readonly models: readonly { readonly model: H; readonly share: number }[];
}

export interface ReductionOptions {
  readonly parity: Parity;
  /** How far a group may lie from all rows. */
  readonly slack: number;
  /** Times a model is learned. */
  readonly rounds: number;
  readonly onRound?: (round: number) => void;
}

/**
 * The best mixture of models whose groups are called alike: constraints and learner play against each other. The constraints raise the price of the group
 * that is worst off by exponentiated gradient; the learner answers with the model that is cheapest at these prices, which is ordinary learning on
 * relabelled, weighted rows. Between two learnings the game is played to its end over the models known so far, which costs next to nothing and gives both
 * the next prices and the mixture; the paper takes one step of prices a learning and mixes at the end. It ends when no model is cheaper than the mixture.
 * Source: Agarwal, Beygelzimer, Dudik, Langford & Wallach (2018), "A reductions approach to fair classification", algorithm 1.
 */
export async function reduceToLearning<H>(rows: GroupedRows, learn: Learn<H>, options: ReductionOptions): Promise<Mixture<H>> {
  const costs = costsOf(rows, options.parity);
  const found: (Known & { readonly model: H })[] = [];
  let game: Game = { shares: new Float64Array(0), prices: new Float64Array(costs.constraints.length), value: Infinity };
  for (let round = 0; round < options.rounds; round++) {
    options.onRound?.(round);
    const { answers, weights } = relabelled(rows, costs, game.prices);
    const { model, called } = await learn(answers, weights);
    const known = { model, error: errorOf(rows, called), moments: momentsOf(rows, called, costs) };
    if (priceOf(known, game.prices, options.slack) > game.value - ENOUGH) break;
    found.push(known);
    game = play(found, options.slack);
  }
  return { models: found.map(({ model }, i) => ({ model, share: game.shares[i]! })).filter(({ share }) => share > 0) };
}

/** Most that the constraints together may weigh against an error. */
const BOUND = 20;
/** Rounds over the models already learned. */
const SETTLING = 4000;
/** A model that is cheaper by less changes nothing one would see. */
const ENOUGH = 1e-4;

interface Known {
  readonly error: number;
  readonly moments: Float64Array;
}

interface Game {
  /** Of the answers, model by model. */
  readonly shares: Float64Array;
  /** Constraint by constraint. */
  readonly prices: Float64Array;
  /** What the mixture costs at these prices. */
  readonly value: number;
}

interface Constraint {
  readonly event: 'all' | 'positive' | 'negative';
  readonly group: number;
  /** The group's rate less that of all rows, or the other way round. */
  readonly sign: 1 | -1;
}

interface Costs {
  readonly constraints: readonly Constraint[];
  /** Weight of the rows of an event, and of those of them that are of a group. */
  readonly ofEvent: ReadonlyMap<string, number>;
  readonly ofGroup: ReadonlyMap<string, number>;
}

function costsOf({ actual, groupOf, groups, weights }: GroupedRows, parity: Parity): Costs {
  const events = eventsOf[parity];
  const [ofEvent, ofGroup] = [new Map<string, number>(), new Map<string, number>()];
  const add = (map: Map<string, number>, key: string, by: number) => map.set(key, (map.get(key) ?? 0) + by);
  groupOf.forEach((group, row) => {
    if (group < 0) return;
    for (const event of events) {
      if (!isIn(event, actual[row]!)) continue;
      add(ofEvent, event, weights?.[row] ?? 1);
      add(ofGroup, `${event} ${group}`, weights?.[row] ?? 1);
    }
  });
  const signs = [1, -1] as const;
  const constraints = events.flatMap((event) =>
    Array.from({ length: groups }, (_, group) => group)
      .filter((group) => ofGroup.has(`${event} ${group}`))
      .flatMap((group) => signs.map((sign) => ({ event, group, sign })))
  );
  return { constraints, ofEvent, ofGroup };
}

/** Prices from heats, together at most `BOUND`. */
function pricesOf(heat: Float64Array): Float64Array {
  const top = Math.max(0, ...heat);
  const powers = heat.map((one) => Math.exp(one - top));
  const all = Math.exp(-top) + powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => (BOUND * power) / all);
}

/** What calling each row positive costs at these prices, more than not calling it; who should be called is the new answer, by how much the new weight. */
function relabelled(rows: GroupedRows, { constraints, ofEvent, ofGroup }: Costs, prices: Float64Array) {
  const { actual, groupOf, weights } = rows;
  const n = actual.length;
  const costs = stakesOfRows(rows).map((stake, row) => (stake * (1 - 2 * actual[row]!)) / n);
  constraints.forEach(({ event, group, sign }, c) => {
    const [own, all] = [(prices[c]! * sign) / ofGroup.get(`${event} ${group}`)!, (prices[c]! * sign) / ofEvent.get(event)!];
    for (let row = 0; row < n; row++) {
      if (groupOf[row]! < 0 || !isIn(event, actual[row]!)) continue;
      costs[row]! += (weights?.[row] ?? 1) * ((groupOf[row] === group ? own : 0) - all);
    }
  });
  const mass = costs.reduce((sum, cost) => sum + Math.abs(cost), 0);
  return {
    answers: Uint8Array.from(costs, (cost) => (cost < 0 ? 1 : 0)),
    weights: costs.map((cost) => (n * Math.abs(cost)) / mass)
  };
}

function momentsOf(rows: GroupedRows, called: Float64Array, { constraints }: Costs): Float64Array {
  const weights = rows.weights ?? new Float64Array(called.length).fill(1);
  const together = { ...rows, groupOf: rows.groupOf.map((group) => (group < 0 ? -1 : 0)), groups: 1 };
  const rateOf = new Map(
    (['all', 'positive', 'negative'] as const).map((event) => [
      event,
      { groups: callRates(rows, called, event, weights), all: callRates(together, called, event, weights)[0]! }
    ])
  );
  return Float64Array.from(constraints, ({ event, group, sign }) => sign * (rateOf.get(event)!.groups[group]! - rateOf.get(event)!.all));
}

const errorOf = (rows: GroupedRows, called: Float64Array): number =>
  1 - expectedAccuracy(rows, called, rows.weights ?? new Float64Array(called.length).fill(1));

const priceOf = ({ error, moments }: Known, prices: Float64Array, slack: number): number =>
  moments.reduce((sum, moment, c) => sum + prices[c]! * (moment - slack), error);

/** The game over the models learned, to its end: means over the later half of the rounds. */
function play(found: readonly Known[], slack: number): Game {
  const heat = new Float64Array(found[0]!.moments.length);
  const [counts, paid] = [new Float64Array(found.length), new Float64Array(heat.length)];
  for (let round = 0; round < SETTLING; round++) {
    const prices = pricesOf(heat);
    const cost = found.map((known) => priceOf(known, prices, slack));
    const best = cost.indexOf(Math.min(...cost));
    const rate = 2 / Math.sqrt(1 + round);
    found[best]!.moments.forEach((moment, c) => (heat[c]! += rate * (moment - slack)));
    if (round < SETTLING / 2) continue;
    counts[best]! += 1;
    prices.forEach((price, c) => (paid[c]! += price));
  }
  const shares = counts.map((count) => (2 * count) / SETTLING);
  const prices = paid.map((sum) => (2 * sum) / SETTLING);
  return { shares, prices, value: Math.min(...found.map((known) => priceOf(known, prices, slack))) };
}
