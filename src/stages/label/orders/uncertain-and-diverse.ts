import type { SamplingOrder } from '../order-type.ts';
import { farthestFirst } from './diverse.ts';
import { leastSure } from './uncertain.ts';

/** The least sure rows that differ are chosen among so many times the rows asked for. */
const TIMES = 10;

/** Source: Zhdanov (2019), "Diverse mini-batch active learning": the least sure first, then those of them that differ. */
export const uncertainAndDiverse: SamplingOrder = {
  id: 'uncertain-and-diverse',
  label: 'Least sure, and different',
  doc: 'Among the least sure rows those that differ most, so that ten alike ones are not asked one after the other.',
  needsProbabilities: true,
  async choose(candidates, count, context) {
    const unsure = new Map(leastSure(candidates, count * TIMES).map(({ place, why }) => [place, why]));
    const chosen = await farthestFirst(candidates, Uint32Array.from(unsure.keys()), count, context);
    return chosen.map(({ place }) => ({ place, why: `${unsure.get(place)!} And it is unlike the others that are asked.` }));
  }
};
