import type { GatewayDeployment } from './deployment-type.ts';
import { problem, type GatewayRequest, type GatewayResponse } from './problem-json.ts';

const MINUTE_MS = 60_000;

/** Compares without telling by its duration how much of the text is right. */
export function isSameText(given: string, expected: string): boolean {
  const encoder = new TextEncoder();
  const [a, b] = [encoder.encode(given), encoder.encode(expected)];
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ (b[i % Math.max(1, b.length)] ?? 0);
  return difference === 0;
}

/** @returns the refusal, or null when the request may pass */
export function checkToken({ token }: GatewayDeployment, request: GatewayRequest): GatewayResponse | null {
  if (token === null) return null;
  const [, given] = /^bearer +(\S+)$/i.exec(request.headers['authorization']?.trim() ?? '') ?? [];
  if (given !== undefined && isSameText(given, token)) return null;
  return problem(401, 'Send the token of this deployment as "authorization: Bearer TOKEN".', [], { 'www-authenticate': 'Bearer' });
}

/** Counts the requests of the last minute, by deployment: a sliding window. */
export function createLimiter(now: () => number): (deployment: GatewayDeployment) => GatewayResponse | null {
  const times = new Map<string, number[]>();
  return ({ name, rateLimitPerMinute: limit }) => {
    if (limit === null) return null;
    const at = now();
    const recent = (times.get(name) ?? []).filter((time) => time > at - MINUTE_MS);
    times.set(name, recent);
    if (recent.length < limit) {
      recent.push(at);
      return null;
    }
    const waitMs = recent.length === 0 ? MINUTE_MS : recent[0]! + MINUTE_MS - at;
    return problem(429, `At most ${limit} requests a minute are answered.`, [], {
      'retry-after': String(Math.max(1, Math.ceil(waitMs / 1000)))
    });
  };
}
