import type { Derivatives, ListLoss } from './list-loss.ts';

/** The places of a list whose order counts; LightGBM's number. Pairs below it change nothing a person would see. */
const PLACES = 30;

export interface RankedRows {
  /** Grade of each row of the data: whole, 0 = of no use. */
  readonly grades: Float64Array;
  /** The query of each row of the data. */
  readonly queries: Int32Array;
  readonly weights: Float64Array | null;
}

interface Query {
  readonly rows: Uint32Array;
  /** The gain discounted by place that the best order has. */
  readonly best: number;
  readonly weight: number;
}

const gain = (grade: number): number => 2 ** grade - 1;
const discount = (place: number): number => (place < PLACES ? 1 / Math.log2(place + 2) : 0);

/**
 * LambdaMART: each pair of rows of a query pulls the better one up, by how much NDCG would change if the two changed places. The loss told is
 * 1 - NDCG over the first 30 places, ties in the mean of their orders; it is what the rounds are stopped by. Queries whose rows are all of one grade say
 * nothing and are left out.
 * Source: Burges (2010), "From RankNet to LambdaRank to LambdaMART: an overview", section 7.
 * @param rows those looked at
 */
export function lambdaRank(data: RankedRows, rows: Uint32Array): ListLoss {
  const queries = queriesOf(data, rows);
  const total = queries.reduce((sum, { weight }) => sum + weight, 0);
  return {
    derive(raw, into) {
      if (into) clear(into, rows);
      const lost = queries.reduce((sum, query) => {
        const order = query.rows.toSorted((a, b) => raw[b]! - raw[a]! || a - b);
        if (into) pullApart(query, order, data.grades, raw, into);
        return sum + query.weight * (1 - gained(order, data.grades, raw) / query.best);
      }, 0);
      return total > 0 ? lost / total : NaN;
    }
  };
}

function clear({ gradient, hessian }: Derivatives, rows: Uint32Array): void {
  for (const row of rows) gradient[row] = hessian[row] = 0;
}

function queriesOf({ grades, queries, weights }: RankedRows, rows: Uint32Array): Query[] {
  const byQuery = new Map<number, number[]>();
  for (const row of rows) {
    const members = byQuery.get(queries[row]!);
    if (members) members.push(row);
    else byQuery.set(queries[row]!, [row]);
  }
  return [...byQuery.values()].flatMap((members) => {
    if (members.every((row) => grades[row] === grades[members[0]!])) return [];
    const sorted = members.map((row) => grades[row]!).sort((a, b) => b - a);
    const best = sorted.reduce((sum, grade, place) => sum + gain(grade) * discount(place), 0);
    const weight = weights ? members.reduce((sum, row) => sum + weights[row]!, 0) / members.length : 1;
    return weight > 0 ? [{ rows: Uint32Array.from(members), best, weight }] : [];
  });
}

/** Adds up the pulls of all pairs of which one stands in the places that count. */
function pullApart({ best, weight }: Query, order: Uint32Array, grades: Float64Array, raw: Float64Array, into: Derivatives): void {
  const { gradient, hessian } = into;
  const last = Math.min(PLACES, order.length);
  for (let i = 0; i < last; i++) {
    for (let j = i + 1; j < order.length; j++) {
      const [upper, lower] = [order[i]!, order[j]!];
      const apart = grades[upper]! - grades[lower]!;
      if (apart === 0) continue;
      const [better, worse] = apart > 0 ? [upper, lower] : [lower, upper];
      const change = ((gain(grades[better]!) - gain(grades[worse]!)) * (discount(i) - discount(j))) / best;
      const doubt = 1 / (1 + Math.exp(raw[better]! - raw[worse]!));
      const pull = weight * change * doubt;
      gradient[better]! -= pull;
      gradient[worse]! += pull;
      hessian[better]! += pull * (1 - doubt);
      hessian[worse]! += pull * (1 - doubt);
    }
  }
}

/** Rows of equal scores share the places they take: an order nobody chose must not win. */
function gained(order: Uint32Array, grades: Float64Array, raw: Float64Array): number {
  let sum = 0;
  for (let from = 0; from < order.length && from < PLACES;) {
    let to = from;
    let gains = 0;
    let discounts = 0;
    while (to < order.length && raw[order[to]!] === raw[order[from]!]) {
      gains += gain(grades[order[to]!]!);
      discounts += discount(to++);
    }
    sum += (gains * discounts) / (to - from);
    from = to;
  }
  return sum;
}
