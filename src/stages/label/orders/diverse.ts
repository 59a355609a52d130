import { pause, type WorkContext } from '../../../core/context.ts';
import { squaredDistance } from '../features.ts';
import type { Candidates, Chosen, SamplingOrder } from '../order-type.ts';

/**
 * The row farthest from everything that has a label or was chosen before it, again and again.
 * Source: Gonzalez (1985), "Clustering to minimize the maximum intercluster distance"; Sener & Savarese (2018), "Active learning for convolutional
 * neural networks: a core-set approach".
 */
export const diverse: SamplingOrder = {
  id: 'diverse',
  label: 'The most different first',
  doc: 'The row farthest from all that have a label or were just chosen: few labels cover the whole, odd rows come early.',
  needsProbabilities: false,
  choose: (candidates, count, context) => farthestFirst(candidates, candidates.open, count, context)
};

/** @param among places that may be chosen */
export async function farthestFirst(
  { points, labelled }: Candidates,
  among: Uint32Array,
  count: number,
  context: WorkContext
): Promise<Chosen[]> {
  const gaps = new Float64Array(among.length).fill(Infinity);
  const near = (place: number) => among.forEach((other, i) => (gaps[i] = Math.min(gaps[i]!, squaredDistance(points, other, place))));
  for (const [i, place] of labelled.entries()) {
    near(place);
    if (i % 16 === 0) await pause(context);
  }
  const chosen: Chosen[] = [];
  const isLabelled = labelled.length > 0;
  while (chosen.length < Math.min(count, among.length)) {
    const next = chosen.length === 0 && !isLabelled ? nearestToMiddle(points, among) : largest(gaps);
    const why =
      chosen.length === 0 && !isLabelled
        ? 'The nearest to the middle of them all: a place to begin.'
        : `The farthest from ${isLabelled ? 'every one that has a label' : 'those before it'}: nothing like it was asked.`;
    chosen.push({ place: among[next]!, why });
    near(among[next]!);
    gaps[next] = -1;
    await pause(context);
  }
  return chosen;
}

function largest(values: Float64Array): number {
  let at = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[at]!) at = i;
  return at;
}

function nearestToMiddle(points: Candidates['points'], among: Uint32Array): number {
  const middle = new Float64Array(points.width);
  for (const place of among) for (let j = 0; j < points.width; j++) middle[j]! += points.data[place * points.width + j]! / among.length;
  const gaps = Float64Array.from(among, (place) => {
    let sum = 0;
    for (let j = 0; j < points.width; j++) sum += (points.data[place * points.width + j]! - middle[j]!) ** 2;
    return -sum;
  });
  return largest(gaps);
}
