import { createContext, untrack } from 'svelte';
import type { Command } from '../kit/find-commands.ts';

/** What the command palette offers: each part of the page adds what it can do while it is there. */
export class Commands {
  #sources = $state.raw<readonly (() => readonly Command[])[]>([]);
  readonly all = $derived(this.#sources.flatMap((source) => source()));

  /** @returns how to take them away again; give it back from an attachment or an effect */
  add(source: () => readonly Command[]): () => void {
    // Untracked: an effect that adds must not run again because something was added.
    untrack(() => (this.#sources = [...this.#sources, source]));
    return () => untrack(() => (this.#sources = this.#sources.filter((other) => other !== source)));
  }
}

export const [getCommands, setCommands] = createContext<Commands>();
