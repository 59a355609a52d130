import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.ts';
import { createRng, type Rng } from '../../../src/core/rng.ts';
import { judge } from '../../../src/stages/evaluate/judge.ts';
import { metrics } from '../../../src/stages/evaluate/registry.ts';
import { scoreOutcome } from '../../../src/stages/evaluate/score.ts';
import { drawBinary, drawNumbers, quiet } from './fixtures.ts';

/**
 * Draws many data sets from a known source and counts how often the 95 % interval holds the true value. `LATHE_FULL=1` runs 2,000 of each with
 * 1,000 resamples (minutes); by default 300 with 400 resamples, and the allowance for chance is wider by as much.
 */
const isFull = process.env['LATHE_FULL'] !== undefined;
const DATA_SETS = isFull ? 2000 : 300;
const REPLICATES = isFull ? 1000 : 400;
const CHANCE = 3 * Math.sqrt((0.05 * 0.95) / DATA_SETS);

const sources: { ids: string[]; draw: (rng: Rng, n: number) => Outcome }[] = [
  { ids: ['accuracy', 'roc_auc', 'log_loss', 'f1', 'brier', 'balanced_accuracy', 'pr_auc', 'mcc'], draw: drawBinary },
  { ids: ['rmse', 'mae', 'r2', 'medae'], draw: drawNumbers }
];

/** True area 0.988: many small samples separate perfectly, where no formula sees any spread. */
const drawNearPerfect = (rng: Rng, n: number) => drawBinary(rng, n, 3.2);

/** Shares of data sets whose interval holds the truth, by metric. */
async function coverage(ids: string[], draw: (rng: Rng, n: number) => Outcome, n: number): Promise<Record<string, number>> {
  const everything = draw(createRng(99), 400_000);
  const truth = ids.map((id) => scoreOutcome(metrics.get(id), everything));
  const held = ids.map(() => 0);
  const rng = createRng(n);
  for (let i = 0; i < DATA_SETS; i++) {
    const judged = await judge(draw(rng, n), { seed: i, context: quiet, metrics: ids, replicates: REPLICATES });
    ids.forEach((id, j) => (held[j]! += judged[id]!.low <= truth[j]! && truth[j]! <= judged[id]!.high ? 1 : 0));
  }
  return Object.fromEntries(ids.map((id, j) => [id, held[j]! / DATA_SETS]));
}

describe.each(isFull ? [50, 200, 1000] : [50, 200])('on %i rows', (n) => {
  test.each(sources)('95 % intervals of $ids hold the truth 93 to 97 times in 100', { timeout: 3_000_000 }, async ({ ids, draw }) => {
    const shares = await coverage(ids, draw, n);
    if (isFull) console.log(n, JSON.stringify(shares));
    for (const [id, share] of Object.entries(shares)) {
      expect(share, id).toBeGreaterThan(0.93 - CHANCE);
      expect(share, id).toBeLessThan(0.97 + CHANCE);
    }
  });
});

test(
  'intervals of an area near 1 hold the truth at least 93 times in 100 on 50 rows, perfect draws included',
  { timeout: 3_000_000 },
  async () => {
    const { roc_auc: share, f1 } = await coverage(['roc_auc', 'f1'], drawNearPerfect, 50);
    if (isFull) console.log('near perfect', share, f1);
    expect(share).toBeGreaterThan(0.93 - CHANCE);
    expect(f1).toBeGreaterThan(0.93 - CHANCE);
  }
);
