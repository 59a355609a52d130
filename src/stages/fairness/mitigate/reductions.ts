import { endOfGame } from '../../../kernels/matrix-game.ts';
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
 * The best mixture of models whose groups are called alike: constraints and learner play against each other. The constraints raise the prices of the groups
 * that are worst off; the learner answers with the model that is cheapest at these prices, which is ordinary learning on relabelled, weighted rows. Between two
 * learnings the game is solved over the models known so far, a linear program of a few lines that gives both the next prices and the mixture; the paper takes one step
 * of exponentiated gradient a learning, and mixes at the end. It ends when no model is cheaper than the mixture: then none is better, of all that can be learned.
 * Source: Agarwal, Beygelzimer, Dudik, Langford & Wallach (2018), "A reductions approach to fair classification", section 3.
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

/** The game over the models learned, to its end: the constraints either ask for nothing, or all that they may for one of them. */
function play(found: readonly Known[], slack: number): Game {
  const costs = found.map(({ error, moments }) => [error, ...Array.from(moments, (moment) => error + BOUND * (moment - slack))]);
  const { rows, columns, value } = endOfGame(costs);
  return { shares: rows, prices: columns.slice(1).map((share) => BOUND * share), value };
}
