import { median } from '../../core/stats.ts';
import type { InputColumn, ModelPackage } from '../../predict/package-type.ts';
import { createScorer } from '../../predict/scorer.ts';

/** Single answers that are timed together: one alone is shorter than the clock's grain. */
const BATCH = 20;
const BATCHES = 40;

/**
 * How long a package takes here to answer a single row, warm, ms: the median over batches of typical rows.
 * @param mostMs a slow model is timed on fewer batches
 */
export function timeRow(pkg: ModelPackage, clock: () => number, mostMs: number): number {
  const scorer = createScorer(pkg);
  const row = Object.fromEntries(pkg.inputs.map((input) => [input.name, typicalValue(input)]));
  const batch = () => {
    const start = clock();
    for (let i = 0; i < BATCH; i++) scorer.scoreRows([row]);
    return (clock() - start) / BATCH;
  };
  const end = clock() + mostMs;
  const times = [batch()];
  while (times.length <= BATCHES && clock() < end) times.push(batch());
  // The first is cold.
  return median(times.length > 1 ? times.slice(1) : times);
}

const typicalValue = ({ typical, image }: InputColumn): unknown =>
  image ? new Uint8Array(image.width * image.height * image.channels) : typical;
