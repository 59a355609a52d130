import type { Column, NumberColumn } from '../../../core/table.ts';
import { counted } from '../../../core/words.ts';
import type { StepContext } from '../step-type.ts';

/** Tells what gaps count as, where there are some. */
export function tellOfGaps(columns: readonly Column[], countAs: 'mean' | 'zero', tell: StepContext['tell']): void {
  const gappy = columns.filter((column) => (column as NumberColumn).values.some(Number.isNaN));
  if (gappy.length === 0) return;
  const said = countAs === 'mean' ? 'the column’s mean' : '0';
  tell(`gaps-as-${countAs}s`, `${counted(gappy.length, 'column')} ${gappy.length === 1 ? 'has' : 'have'} gaps, which count as ${said}.`);
}
