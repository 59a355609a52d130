/** Neighbouring features, from the first up to, not with, the last. */
export type Run = readonly [number, number];

/** The features that are counted, as runs of neighbours. `counted` null = all of them. */
export function runsOf(counted: Uint8Array | null, features: number): Run[] {
  if (!counted) return [[0, features]];
  const runs: [number, number][] = [];
  for (let j = 0; j < features; j++) {
    if (counted[j] === 0) continue;
    const last = runs.at(-1);
    if (last?.[1] === j) last[1] = j + 1;
    else runs.push([j, j + 1]);
  }
  return runs;
}
