import { untrack } from 'svelte';
import type { StepId } from './overview.ts';

/** Something that was done for the person, with the way back as long as there is one. */
export interface Deed {
  readonly id: number;
  readonly projectId: string;
  /** Where it was done. */
  readonly step: StepId;
  readonly at: number;
  readonly said: string;
  readonly undo: (() => Promise<unknown>) | null;
  readonly isUndone: boolean;
}

/** What was done since this page was opened: the sentence that tells it ends with the step, the way back does not. */
export class Deeds {
  #all = $state.raw<readonly Deed[]>([]);
  readonly #onError: (error: unknown) => void;
  #nextId = 1;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Newest first. */
  of(projectId: string): readonly Deed[] {
    return this.#all.filter((deed) => deed.projectId === projectId).reverse();
  }

  add(deed: Omit<Deed, 'id' | 'isUndone'>): Deed {
    const added = { ...deed, id: this.#nextId++, isUndone: false };
    // Untracked: what is done inside an effect must not make the effect depend on the list.
    this.#all = [...untrack(() => this.#all), added];
    return added;
  }

  /** Only the last deed of a step that still stands can be taken back: an earlier one would bring back what a later one rests on. */
  canUndo({ id, projectId, step, undo, isUndone }: Deed): boolean {
    if (!undo || isUndone) return false;
    return !this.#all.some(
      (later) => later.id > id && later.projectId === projectId && later.step === step && later.undo && !later.isUndone
    );
  }

  /** Takes a deed back, once. When that fails it stands, and the error is shown. */
  async undo(id: number): Promise<void> {
    const deed = this.#all.find((candidate) => candidate.id === id);
    if (!deed?.undo || deed.isUndone) return;
    this.#mark(id, true);
    try {
      await deed.undo();
    } catch (error) {
      this.#mark(id, false);
      this.#onError(error);
    }
  }

  #mark(id: number, isUndone: boolean): void {
    this.#all = this.#all.map((deed) => (deed.id === id ? { ...deed, isUndone } : deed));
  }
}
