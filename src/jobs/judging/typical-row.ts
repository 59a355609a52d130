import type { Table } from '../../core/table.ts';
import type { JudgedRun } from './load-judged.ts';

/** About the median of each number and the commonest level of each category of the training rows, as one row. */
export const typicalRow = ({ scorer }: JudgedRun): Table =>
  scorer.readRows([Object.fromEntries(scorer.pkg.inputs.map(({ name, typical }) => [name, typical]))]).table;
