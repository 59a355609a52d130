import type { GroupedRows } from './parity.ts';

/**
 * Weights under which group and answer are independent: each row counts P(group) P(answer) / P(group and answer) times. Rows without a group keep theirs.
 * Source: Kamiran & Calders (2012), "Data preprocessing techniques for classification without discrimination", section 4.3.
 */
export function reweigh({ actual, groupOf, groups, weights }: GroupedRows): Float64Array {
  const weightOf = (row: number) => weights?.[row] ?? 1;
  const cells = new Float64Array(groups * 2);
  groupOf.forEach((group, row) => {
    if (group >= 0) cells[group * 2 + actual[row]!]! += weightOf(row);
  });
  const all = cells.reduce((sum, cell) => sum + cell, 0);
  const ofGroup = (group: number) => cells[group * 2]! + cells[group * 2 + 1]!;
  const ofAnswer = (answer: number) => cells.reduce((sum, cell, i) => sum + (i % 2 === answer ? cell : 0), 0);
  const answers = [ofAnswer(0), ofAnswer(1)];
  return Float64Array.from(groupOf, (group, row) => {
    if (group < 0) return weightOf(row);
    const answer = actual[row]!;
    return (weightOf(row) * ofGroup(group) * answers[answer]!) / (all * cells[group * 2 + answer]!);
  });
}
