import { getContext, setContext, untrack } from 'svelte';

/** A part of a long page, as its list of contents names it. */
export interface PagePart {
  readonly label: string;
  readonly element: HTMLElement;
}

/** The parts of the page that is shown, in the order in which they stand there, whenever they came. */
export class PageParts {
  #parts = $state.raw<readonly PagePart[]>([]);
  readonly inOrder = $derived([...this.#parts].sort(byPlace));

  /** @returns how to take the part away again */
  add(part: PagePart): () => void {
    // Untracked: a section that adds itself must not depend on the list.
    untrack(() => (this.#parts = [...this.#parts, part]));
    return () => untrack(() => (this.#parts = this.#parts.filter((other) => other !== part)));
  }
}

const byPlace = (a: PagePart, b: PagePart) => (a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1);

const KEY = Symbol('page parts');

export const setPageParts = (parts: PageParts): PageParts => setContext(KEY, parts);

/** Null outside of a page, as on the first one. */
export const findPageParts = (): PageParts | null => getContext<PageParts | undefined>(KEY) ?? null;
