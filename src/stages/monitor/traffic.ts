import { quantileSorted } from '../../core/stats.ts';

/** One request, answered or refused. */
export interface Request {
  readonly at: number;
  readonly status: number;
  readonly rows: number;
  readonly latencyMs: number;
}

export interface Traffic {
  readonly requests: number;
  /** Answered with a status of 400 or more. */
  readonly errors: number;
  /** Of the answered ones; NaN when there is none. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

/** How much was asked, how often it went wrong, how long it took. */
export function summariseTraffic(requests: readonly Request[]): Traffic {
  const answered = requests.filter(({ status }) => status < 400);
  const times = Float64Array.from(answered, ({ latencyMs }) => latencyMs).sort();
  return {
    requests: requests.length,
    errors: requests.length - answered.length,
    p50Ms: quantileSorted(times, 0.5),
    p95Ms: quantileSorted(times, 0.95),
    p99Ms: quantileSorted(times, 0.99)
  };
}
