import type { NumberOutcome } from '../../../core/outcome.ts';
import type { NumberMetric } from '../metric-type.ts';

/**
 * As scikit-learn 1.2 (`ndcg_score`: gains are the grades themselves, ties share their places), averaged over groups. Groups of a single row, or in which no
 * row is of any use, say nothing and are left out.
 * Source: Järvelin and Kekäläinen (2002), "Cumulated gain-based evaluation of IR techniques".
 */
export const ndcg: NumberMetric = {
  from: 'numbers',
  tasks: ['regression'],
  isExtra: true,
  ofOrder: 'relevance',
  id: 'ndcg',
  label: 'NDCG',
  doc: 'How near the order within each group comes to the best order, early places counting more; 1 is the best order.',
  higherIsBetter: true,
  range: [0, 1],
  prepare(outcome) {
    const lists = listsOf(outcome);
    return (weights) => {
      let [sum, mass] = [0, 0];
      for (const { rows, score } of lists) {
        const weight = rows.reduce((total, row) => total + weights[row]!, 0) / rows.length;
        sum += weight * score;
        mass += weight;
      }
      return sum / mass;
    };
  },
  chance(outcome) {
    const lists = listsOf({ ...outcome, predicted: new Float64Array(outcome.actual.length) });
    return lists.reduce((sum, { score }) => sum + score, 0) / lists.length;
  },
  remark(outcome) {
    if (outcome.kinship?.kind !== 'groups')
      return 'Only rows that stand in groups can be ordered within them: divide the project by group.';
    const lists = listsOf(outcome).length;
    return lists > FEW_LISTS
      ? null
      : `On ${lists} groups its interval is a little too sure: on ten drawn ones it held the truth 92 times in 100.`;
  }
};

/** As many as the interval was tried on and held less often than it says: `tests/stages/evaluate/coverage.test.ts`. */
const FEW_LISTS = 10;

interface List {
  readonly rows: readonly number[];
  readonly score: number;
}

function listsOf({ actual, predicted, kinship }: NumberOutcome): List[] {
  if (kinship?.kind !== 'groups') return [];
  const byGroup = new Map<number, number[]>();
  kinship.of.forEach((group, row) => {
    const rows = byGroup.get(group);
    if (rows) rows.push(row);
    else byGroup.set(group, [row]);
  });
  return [...byGroup.values()].flatMap((rows) => {
    const best = gained(rows, actual, actual);
    return rows.length > 1 && best > 0 ? [{ rows, score: gained(rows, actual, predicted) / best }] : [];
  });
}

/** Gain of the rows in the order of a score, discounted by place; rows of equal scores share the places they take. */
function gained(rows: readonly number[], grades: Float64Array, by: Float64Array): number {
  const order = rows.toSorted((a, b) => by[b]! - by[a]!);
  let sum = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    let [gains, discounts] = [0, 0];
    while (to < order.length && by[order[to]!] === by[order[from]!]) {
      gains += grades[order[to]!]!;
      discounts += 1 / Math.log2(to++ + 2);
    }
    sum += (gains * discounts) / (to - from);
  }
  return sum;
}
