import { counted } from '../../core/words.ts';
import type { Parity } from '../../app/api/packaging.ts';

/** What was compared before a file is handed over. */
export function parityWords({ checked, rows, maxDifference, tolerance }: Parity): string {
  if (!checked) return 'Not checked: there were no held-out rows.';
  const difference = maxDifference === 0 ? '0' : maxDifference.toExponential(1);
  return `Checked on ${counted(rows, 'held-out row')}: largest difference ${difference}, ${tolerance} allowed.`;
}
