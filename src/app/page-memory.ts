/** Measures what the page holds with all its workers, bytes; absent where the browser does not tell. */
export type MeasurePage = () => Promise<number>;

/**
 * Measures again and again while something goes on: a browser answers at its next collection, which may be some 20 s away, so that a short piece of work
 * ends before the first answer.
 * @returns ends it and gives the most that was measured; null when there was no answer in time
 */
export function watchPageMemory(measure: MeasurePage | undefined): () => number | null {
  let most: number | null = null;
  let isOver = false;
  const look = async () => {
    while (measure && !isOver) {
      const bytes = await measure();
      if (!isOver) most = Math.max(most ?? 0, bytes);
    }
  };
  // A browser that refuses tells nothing: the run is not worse for it.
  look().catch(() => undefined);
  return () => {
    isOver = true;
    return most;
  };
}

/** The browser's own measure: only of a page that is cross-origin isolated. */
export function pageMeasure(): MeasurePage | undefined {
  const own = performance as { measureUserAgentSpecificMemory?: () => Promise<{ readonly bytes: number }> };
  if (!globalThis.crossOriginIsolated || !own.measureUserAgentSpecificMemory) return undefined;
  return async () => (await own.measureUserAgentSpecificMemory!()).bytes;
}
