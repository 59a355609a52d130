import { unknownId } from '../../core/errors/anywhere.ts';
import { positiveClass } from '../../core/positive-class.ts';
import type { Target } from '../../core/target.ts';

/**
 * The code of the positive class, with two classes: the one the problem names, else the one the problem's suggestion would name; null otherwise.
 * @throws LatheError `unknown-id` when the problem names a class that is not there
 */
export function choosePositive(target: Target, wanted: string | undefined): number | null {
  if (target.kind !== 'classes') return null;
  const { labels, codes } = target;
  if (wanted !== undefined && labels.length <= 2 && !labels.includes(wanted)) throw unknownId('class', wanted, labels);
  if (labels.length !== 2) return null;
  const positive = wanted ?? positiveClass(labels, countsOf(labels, codes))?.label;
  return positive === undefined ? null : labels.indexOf(positive);
}

function countsOf(labels: readonly string[], codes: Int32Array): Record<string, number> {
  const counts = labels.map(() => 0);
  for (const code of codes) if (code >= 0) counts[code]!++;
  return Object.fromEntries(labels.map((label, code) => [label, counts[code]!]));
}
