/**
 * A note outside the database of what was in it. A lost or damaged database opens empty, like a first visit; the marker tells the two apart.
 */
export interface Marker {
  read(): string | null;
  write(text: string): void;
}

interface KeyValue {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** Where there is localStorage (a page), the marker of the database `name`; null in workers and where it is forbidden. */
export function localMarker(name: string): Marker | null {
  const store = pageStorage();
  if (!store) return null;
  const key = `lathe-marker-${name}`;
  return {
    read: () => store.getItem(key),
    write(text) {
      try {
        store.setItem(key, text);
      } catch {
        // A full localStorage costs the warning, not the work.
      }
    }
  };
}

function pageStorage(): KeyValue | null {
  try {
    return (globalThis as { localStorage?: KeyValue }).localStorage ?? null;
  } catch {
    return null;
  }
}

/** How many projects and datasets there were when the marker was last written; none when it says nothing readable. */
export function markedCounts(marker: Marker | null): { projects: number; datasets: number } {
  const [, projects, datasets] = /^projects=(\d+) datasets=(\d+)$/.exec(marker?.read() ?? '') ?? [];
  return { projects: Number(projects ?? 0), datasets: Number(datasets ?? 0) };
}

export const markCounts = (marker: Marker | null, projects: number, datasets: number): void =>
  marker?.write(`projects=${projects} datasets=${datasets}`);
