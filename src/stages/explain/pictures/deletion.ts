import { pause, type WorkContext } from '../../../core/context.ts';
import type { Metric } from '../../../core/outcome.ts';
import { allRows, type Table } from '../../../core/table.ts';
import { type Rng, shuffled } from '../../../core/rng.ts';
import type { PredictRows } from '../partial-dependence.ts';
import { meanOver } from '../stability.ts';
import type { HeatMap } from './occlusion.ts';
import { coveredPicture, imageOf, withPictures } from './picture-rows.ts';

export interface Deletion {
  /** Share of the pixels that are covered. */
  readonly share: number;
  /** The answer as it is, with the warmest pixels covered, and on average with as many drawn at random. */
  readonly now: number;
  readonly warmest: number;
  readonly random: Metric;
}

export interface DeletionRequest {
  readonly predict: PredictRows;
  readonly row: Table;
  readonly cover: readonly number[];
  readonly map: HeatMap;
  readonly rng: Rng;
  readonly context: WorkContext;
}

const SHARE = 0.1;
const DRAWS = 20;

/**
 * How faithful a heat map is: covering what it calls warm should move the answer more than covering as much anywhere.
 * Source: Petsiuk, Das & Saenko (2018), "RISE: randomized input sampling for explanation of black-box models", section 4.2, at one share of the pixels.
 */
export async function deletionOf({ predict, row, cover, map, rng, context }: DeletionRequest): Promise<Deletion> {
  await pause(context);
  const picture = imageOf(row);
  const pixels = allRows(map.heat.length);
  const count = Math.max(1, Math.round(SHARE * pixels.length));
  const warmest = shuffled(pixels, rng).sort((a, b) => map.heat[b]! - map.heat[a]!).slice(0, count); // prettier-ignore
  const chosen = [warmest, ...Array.from({ length: DRAWS }, () => shuffled(pixels, rng).slice(0, count))];
  const covered = chosen.map((some) => {
    const those = new Set(some);
    return coveredPicture(picture, cover, (x, y) => those.has(y * map.width + x));
  });
  const answers = await predict(withPictures(row, [picture.pixels, ...covered]));
  return { share: count / pixels.length, now: answers[0]!, warmest: answers[1]!, random: meanOver([...answers.subarray(2)], 'draws') };
}
