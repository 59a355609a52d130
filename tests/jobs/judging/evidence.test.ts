import { expect, test } from 'vitest';
import type { ClassOutcome, Metric } from '../../../src/core/outcome.ts';
import { createRng } from '../../../src/core/rng.ts';
import { evidenceOf } from '../../../src/jobs/judging/evidence.ts';

/** Three classes, of the last of which there are three rows. */
function outcome(weights: Float64Array | null = null): ClassOutcome {
  const rng = createRng(4);
  const actual = Int32Array.from({ length: 120 }, (_, row) => (row < 3 ? 2 : row % 2));
  const probabilities = new Float64Array(360);
  actual.forEach((code, row) => {
    const parts = [0, 1, 2].map((one) => rng() + (one === code ? 0.5 : 0));
    const all = parts[0]! + parts[1]! + parts[2]!;
    parts.forEach((part, one) => (probabilities[row * 3 + one] = part / all));
  });
  return { kind: 'classes', labels: ['a', 'b', 'rare'], positive: null, actual, predicted: actual, probabilities, weights };
}

const areasOf = (of: ClassOutcome) =>
  (evidenceOf(of)['roc'] as unknown as { label: string; area: Metric | null }[]).map(({ area }) => area);

test('the curve of each class has its area with an interval, wide where the class is rare', () => {
  const areas = areasOf(outcome());
  const widths = areas.map((area) => area!.high - area!.low);
  for (const area of areas) expect(area!.low <= area!.value && area!.value <= area!.high).toBe(true);
  expect(widths[2]!).toBeGreaterThan(1.5 * Math.max(widths[0]!, widths[1]!));
});

test('of rows with weights no interval is claimed that does not know them', () => {
  expect(areasOf(outcome(new Float64Array(120).fill(2)))).toEqual([null, null, null]);
});
