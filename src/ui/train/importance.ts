import type { TreeImportanceRow } from '../../core/tree-importance.ts';
import { listed, quoted } from '../../core/words.ts';
import { formatShare } from '../../charts/format.ts';

/** What the table shows, and what it does not say. */
export function sayImportance(rows: readonly TreeImportanceRow[]): string {
  const [first, ...rest] = rows;
  if (!first || first.gain === 0) return 'The trees found no question worth asking.';
  const half = rows.findIndex((_, i) => rows.slice(0, i + 1).reduce((sum, { gain }) => sum + gain, 0) >= 0.5) + 1;
  const told =
    half === 1
      ? `${quoted(first.feature)} alone brought ${formatShare(first.gain)} of what all questions gained.`
      : `${listed(rows.slice(0, half).map(({ feature }) => quoted(feature)))} brought half of what all questions gained.`;
  const never = rest.filter(({ gain }) => gain === 0).length;
  return `${told}${never > 0 ? ` ${never === 1 ? 'One feature was' : `${never} features were`} never asked.` : ''} It is counted on the rows learned from and favours features of many values: what the score hangs on is told by Evaluate.`;
}
