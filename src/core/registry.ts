import { duplicateId, unknownId } from './errors/anywhere.ts';

export interface Registered {
  readonly id: string;
}

/** A frozen, ordered lookup. Adding an entry is adding one line where it is built. */
export interface Registry<T extends Registered> {
  readonly all: readonly T[];
  find(id: string): T | undefined;
  /** @throws LatheError `unknown-id` with the ids there are */
  get(id: string): T;
}

/** @throws LatheError `duplicate-id` when two entries share an id */
export function createRegistry<T extends Registered>(name: string, entries: readonly T[]): Registry<T> {
  const byId = new Map<string, T>();
  for (const entry of entries) {
    if (byId.has(entry.id)) throw duplicateId(name, entry.id);
    byId.set(entry.id, entry);
  }
  const find = (id: string) => byId.get(id);
  return {
    all: Object.freeze([...entries]),
    find,
    get(id) {
      const entry = find(id);
      if (!entry) throw unknownId(name, id, [...byId.keys()]);
      return entry;
    }
  };
}
