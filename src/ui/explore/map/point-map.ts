import type { RowMap, ValuesAt } from '../../../core/looks/row-map.ts';
import { formatNumber } from '../../../charts/format.ts';
import { sayerOf } from '../../../core/say-value.ts';

/** A place on the canvas, px. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

const MARGIN = 14;

/** Where each point lies on a canvas of that size; both axes keep one scale, for distances are what a map is about. */
export function placePoints({ x, y }: Pick<RowMap, 'x' | 'y'>, width: number, height: number): Spot[] {
  const ends = (values: Float32Array) => values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)] as [number, number], [Infinity, -Infinity] as [number, number]); // prettier-ignore
  const [[left, right], [low, high]] = [ends(x), ends(y)];
  const scale = Math.min((width - 2 * MARGIN) / (right - left || 1), (height - 2 * MARGIN) / (high - low || 1));
  return Array.from(x, (value, i) => ({
    x: width / 2 + (value - (left + right) / 2) * scale,
    y: height / 2 - (y[i]! - (low + high) / 2) * scale
  }));
}

/** Points inside a closed line, by counting how often a ray crosses it. */
export function pointsInside(spots: readonly Spot[], line: readonly Spot[]): number[] {
  if (line.length < 3) return [];
  return spots.flatMap((spot, i) => (isInside(spot, line) ? [i] : []));
}

function isInside({ x, y }: Spot, line: readonly Spot[]): boolean {
  let inside = false;
  for (let i = 0, j = line.length - 1; i < line.length; j = i++) {
    const [a, b] = [line[i]!, line[j]!];
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

/** The nearest point within so many px, or -1. */
export function nearestPoint(spots: readonly Spot[], { x, y }: Spot, within: number): number {
  let [best, least] = [-1, within * within];
  spots.forEach((spot, i) => {
    const far = (spot.x - x) ** 2 + (spot.y - y) ** 2;
    if (far <= least) [best, least] = [i, far];
  });
  return best;
}

/** The next point in the direction of an arrow key: along x or along y, whatever the other is. */
export function nextPoint(spots: readonly Spot[], from: number, key: string): number {
  const axis = key === 'ArrowLeft' || key === 'ArrowRight' ? 'x' : 'y';
  const step = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1;
  const order = spots.map((_, i) => i).sort((a, b) => spots[a]![axis] - spots[b]![axis] || a - b);
  const at = order.indexOf(from);
  return order[Math.max(0, Math.min(order.length - 1, at + step))] ?? 0;
}

/** What a colour stands for, and which points have it: the three commonest values and the rest, or four steps of a number. */
export interface Colouring {
  readonly keys: readonly string[];
  /** Index into `keys`; -1 = without a value. */
  readonly of: Int8Array;
}

const SHOWN = 4;

export function colouringOf(values: ValuesAt): Colouring {
  if (values.kind === 'category') {
    const counts = new Map<number, number>();
    for (const code of values.codes) if (code >= 0) counts.set(code, (counts.get(code) ?? 0) + 1);
    const order = [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)!);
    const own = order.length <= SHOWN ? order : order.slice(0, SHOWN - 1);
    const place = new Map(own.map((code, i) => [code, i]));
    const keys = own.map((code) => values.labels[code]!);
    const of = Int8Array.from(values.codes, (code) => (code < 0 ? -1 : (place.get(code) ?? SHOWN - 1)));
    return { keys: order.length <= SHOWN ? keys : [...keys, `${order.length - own.length} other values`], of };
  }
  const sorted = values.values.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return { keys: [], of: new Int8Array(values.values.length).fill(-1) };
  const say = sayerOf(values, (value) => formatNumber(Number(value.toPrecision(4))));
  const different = [...new Set(sorted)];
  if (different.length <= SHOWN)
    return { keys: different.map(say), of: Int8Array.from(values.values, (value) => different.indexOf(value)) };
  const last = sorted.at(-1)!;
  const cuts = [0.25, 0.5, 0.75].map((share) => sorted[Math.floor(share * (sorted.length - 1))]!);
  const edges = [...new Set(cuts)].filter((cut) => cut < last);
  const of = Int8Array.from(values.values, (value) => (Number.isNaN(value) ? -1 : edges.filter((edge) => value > edge).length));
  const keys = [...edges, Infinity].map((edge, i) => (edge === Infinity ? (i === 0 ? 'all' : `above ${say(edges[i - 1]!)}`) : `up to ${say(edge)}`)); // prettier-ignore
  return { keys, of };
}
