import type { ComparedPair, Comparison } from '../../app/api/judging.ts';
import { metricFacts } from '../../app/metric-facts.ts';
import type { DifferencesData } from '../../charts/differences.ts';
import { inSentence } from '../../core/words.ts';
import type { BoardRow } from './board.ts';

/** One test of a pair, as a line of the table. */
export interface TestLine {
  readonly key: string;
  readonly against: string;
  readonly test: string;
  readonly basis: string;
  readonly pValue: number;
}

const nameOf = (board: readonly BoardRow[], id: string): string => board.find(({ run }) => run.id === id)?.label ?? id;

const pairsOf = ({ pairs }: Comparison, chosen: string): readonly ComparedPair[] =>
  pairs.filter(({ a, b }) => a === chosen || b === chosen);

const otherOf = ({ a, b }: ComparedPair, chosen: string): string => (a === chosen ? b : a);

/** How much better the run looked at is than each of the others, whichever way its metric counts. */
export function differencesData(comparison: Comparison, board: readonly BoardRow[], chosen: string): DifferencesData {
  const { label, higherIsBetter } = metricFacts(comparison.metric);
  const pairs = pairsOf(comparison, chosen);
  const rows = pairs.map((pair) => {
    const isAsIs = (pair.a === chosen) === higherIsBetter;
    const { value, low, high } = pair.difference;
    const bounds = isAsIs ? { value, low, high } : { value: -value, low: -high, high: -low };
    return { label: nameOf(board, otherOf(pair, chosen)), ...bounds };
  });
  const rope = pairs.find(({ odds }) => odds)?.odds?.rope ?? null;
  return { metric: inSentence(label), name: nameOf(board, chosen), rows, rope };
}

/** Every test of the run looked at, the pair's own first. */
export function testLines(comparison: Comparison, board: readonly BoardRow[], chosen: string): TestLine[] {
  return pairsOf(comparison, chosen).flatMap((pair) => {
    const other = otherOf(pair, chosen);
    const own = { test: pair.test, basis: 'rows', pValue: pair.pValue };
    return [own, ...pair.further].map(({ test, basis, pValue }) => ({
      key: `${other} ${test} ${basis}`,
      against: nameOf(board, other),
      test,
      basis: basis === 'rows' ? 'the same rows' : 'the same folds',
      pValue
    }));
  });
}

/** What is likely of each difference, where folds are shared. */
export const oddsSentences = (comparison: Comparison, chosen: string): string[] =>
  pairsOf(comparison, chosen).flatMap(({ odds }) => (odds ? [odds.sentence] : []));

/** Whether the tests agree, and no more than that. */
export function agreementSentence(lines: readonly TestLine[]): string {
  const judged = lines.filter(({ pValue }) => !Number.isNaN(pValue));
  const apart = judged.filter(({ pValue }) => pValue < 0.05).length;
  if (judged.length === 0) return 'None of the tests is defined on these rows.';
  if (apart === 0) return `None of ${judged.length} tests tells it apart from the others; that is not a proof that they are equal.`;
  if (apart === judged.length) return `All ${judged.length} tests tell it apart from the others.`;
  return `${apart} of ${judged.length} tests tell it apart. They ask different things: rows ask about these two models as they are, folds about training such models again.`;
}

export const pText = (pValue: number): string =>
  Number.isNaN(pValue) ? 'not defined' : pValue < 0.001 ? 'under 0.001' : pValue.toFixed(3);
