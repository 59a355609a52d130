import type { ColumnComparison, ComparedSide, JointComparison } from '../../../core/looks/comparison.ts';
import { counted, listedNames, quoted } from '../../../core/words.ts';

/** Cliff's delta below 0.147 is called negligible (Romano et al., 2006); the same bound serves Cramér's V, whose small effect is 0.1 (Cohen, 1988). */
const SMALL = 0.147;

export function jointSaid({ value, low, high }: Pick<JointComparison, 'value' | 'low' | 'high'>, first: string, second: string): string {
  const area = `AUC ${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}; 0.5 is not at all)`;
  if (low > 0.5) return `A model that sees all columns at once can tell rows of ${first} from rows of ${second}: ${area}.`;
  return `A model that sees all columns at once can’t surely tell rows of ${first} from rows of ${second}: ${area}.`;
}

/** The comparison in a sentence or two. */
export function comparisonSaid(
  sides: { readonly first: ComparedSide; readonly second: ComparedSide },
  columns: readonly ColumnComparison[],
  schema: readonly string[],
  joint: JointComparison | null
): string[] {
  const different = columns.filter(({ isDifferent }) => isDifferent);
  const large = different.filter(({ effect }) => Math.abs(effect) >= SMALL);
  const [first, second] = [sides.first.name, sides.second.name];
  const asMany = `${counted(columns.length, 'column')} compared`;
  const head =
    columns.length === 0
      ? `No column of ${first} could be compared with ${second}.`
      : different.length === 0
        ? `No column differs between ${first} and ${second} beyond chance (${asMany}).`
        : large.length === 0
          ? `${listedNames(different.map(({ column }) => column))} ${different.length === 1 ? 'differs' : 'differ'} between ${first} and ${second}, but hardly (${asMany}).`
          : `${quoted(large[0]!.column)} differs most between ${first} and ${second}: ${large[0]!.said}.${large.length > 1 ? ` So ${large.length === 2 ? 'does' : 'do'} ${listedNames(large.slice(1).map(({ column }) => column))}.` : ''}`;
  return [head, ...(schema.length > 0 ? [`The columns themselves differ: ${schema.join('; ')}.`] : []), ...(joint ? [joint.said] : [])];
}
