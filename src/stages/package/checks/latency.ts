import { plainRows } from '../../../predict/plain-rows.ts';
import type { ReleaseCheck } from '../release-check.ts';
import { sampleRows } from '../sample-rows.ts';

const WARM_UP = 20;
const ROWS = 200;

/** The slowest of twenty single answers stays within the limit, measured on this device. */
export const latency: ReleaseCheck = {
  id: 'latency',
  label: 'Fast enough',
  run({ pkg, scorer, rows, clock, latencyMs }) {
    const given = plainRows(sampleRows(pkg, rows, ROWS));
    for (const row of given.slice(0, WARM_UP)) scorer.scoreRows([row]);
    const took = given.map((row) => {
      const start = clock();
      scorer.scoreRows([row]);
      return clock() - start;
    });
    const sorted = Float64Array.from(took).sort();
    const p95 = sorted[Math.max(0, Math.ceil(0.95 * sorted.length) - 1)] ?? 0;
    return {
      passed: p95 <= latencyMs,
      detail: `95 of 100 single answers took at most ${p95.toFixed(3)} ms on this device; the limit is ${latencyMs} ms.`
    };
  }
};
