/** Text that was typed and is not kept in the project yet. */
export interface Draft {
  /** Null where nothing waits. */
  read(): string | null;
  /** Null takes it away. */
  write(text: string | null): void;
}

const PREFIX = 'lathe-draft:';
const FIRST_PAGE = 'first-page';
/** Longer texts live as long as the page: the small store of the browser holds five million characters for the whole site. */
const MOST_STORED = 100_000;

/**
 * What was typed and not sent yet survives leaving the step, and the tab: it is written down at every key, at once, because nothing that takes
 * time is done any more when a tab closes.
 */
export class Drafts {
  readonly #store: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'> | null;
  readonly #texts = new Map<string, string>();

  /** @param store null where the browser keeps nothing */
  constructor(store: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'> | null) {
    this.#store = store;
  }

  /** @param place where on which screen, for one project; null on the first page, where there is none yet */
  at(projectId: string | null, place: string): Draft {
    const key = `${projectId ?? FIRST_PAGE}/${place}`;
    return { read: () => this.#texts.get(key) ?? this.#stored(key), write: (text) => this.#write(key, text) };
  }

  /** Takes away what belongs to projects that are gone. */
  keepOnly(projectIds: readonly string[]): void {
    const kept = [...projectIds, FIRST_PAGE];
    const isGone = (key: string) => !kept.includes(key.split('/')[0]!);
    const stored = this.#keys().map((key) => key.slice(PREFIX.length));
    for (const key of [...this.#texts.keys(), ...stored].filter(isGone)) this.#write(key, null);
  }

  #keys(): string[] {
    const all = Array.from({ length: this.#store?.length ?? 0 }, (_, i) => this.#store!.key(i) ?? '');
    return all.filter((key) => key.startsWith(PREFIX));
  }

  #stored(key: string): string | null {
    try {
      return this.#store?.getItem(PREFIX + key) ?? null;
    } catch {
      return null;
    }
  }

  #write(key: string, text: string | null): void {
    if (text === null) this.#texts.delete(key);
    else this.#texts.set(key, text);
    try {
      if (text === null || text.length > MOST_STORED) this.#store?.removeItem(PREFIX + key);
      else this.#store?.setItem(PREFIX + key, text);
    } catch {
      // A full or forbidden store: the text still lives as long as the page.
    }
  }
}

/** The browser's small store; null where it is forbidden. */
export function smallStore(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** A draft of anything JSON can hold. What can't be read back, as from an older Lathe, is no draft. */
export function jsonDraft<T>(draft: Draft, isValid: (value: unknown) => value is T): { read(): T | null; write(value: T | null): void } {
  return {
    read: () => {
      const text = draft.read();
      if (text === null) return null;
      try {
        const value: unknown = JSON.parse(text);
        return isValid(value) ? value : null;
      } catch {
        return null;
      }
    },
    write: (value) => draft.write(value === null ? null : JSON.stringify(value))
  };
}

/** A row of values by column. */
export const isRow = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
