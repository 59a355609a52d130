import { quantileSorted } from '../../core/stats.ts';
import type { Request } from './traffic.ts';

/** Requests of a stretch of time. */
export interface TrafficSpan {
  readonly from: number;
  readonly to: number;
  readonly requests: number;
  readonly errors: number;
  /** Of the answered ones, ms; NaN when there is none. */
  readonly p95Ms: number;
}

/** Answered requests by how long they took, ms. */
export interface LatencyBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

const SPANS = 24;
const BINS = 12;
const SHORTEST_SPAN_MS = 1000;

/** Requests over time, from the first to the last of them, in at most 24 equal stretches of at least a second. */
export function trafficOverTime(requests: readonly Request[]): TrafficSpan[] {
  if (requests.length === 0) return [];
  const times = requests.map(({ at }) => at);
  const from = times.reduce((least, at) => Math.min(least, at), Infinity);
  const to = times.reduce((most, at) => Math.max(most, at), -Infinity);
  const width = Math.max(SHORTEST_SPAN_MS, (to - from) / SPANS);
  const count = Math.max(1, Math.min(SPANS, Math.ceil((to - from) / width)));
  const groups = Array.from({ length: count }, (): Request[] => []);
  for (const request of requests) groups[Math.min(count - 1, Math.floor((request.at - from) / width))]!.push(request);
  return groups.map((group, i) => spanOf(group, from + i * width, width));
}

function spanOf(group: readonly Request[], from: number, width: number): TrafficSpan {
  const times = timesOf(group);
  return { from, to: from + width, requests: group.length, errors: group.length - times.length, p95Ms: quantileSorted(times, 0.95) };
}

/** How long answers took, up to the 99th percentile; slower ones count in the last bin. Empty when nothing was answered. */
export function latencyBins(requests: readonly Request[]): LatencyBin[] {
  const times = timesOf(requests);
  if (times.length === 0) return [];
  const width = Math.max(quantileSorted(times, 0.99), 0.01) / BINS;
  const counts = new Array<number>(BINS).fill(0);
  for (const ms of times) counts[Math.min(BINS - 1, Math.floor(ms / width))]!++;
  return counts.map((count, i) => ({ from: i * width, to: (i + 1) * width, count }));
}

const timesOf = (requests: readonly Request[]): Float64Array =>
  Float64Array.from(
    requests.filter(({ status }) => status < 400),
    ({ latencyMs }) => latencyMs
  ).sort();
