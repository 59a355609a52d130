import { createContext } from 'svelte';

/**
 * Where the reader and the scroll bar begin on a new screen: at its heading. Not at the first one, where the browser puts them; and not where
 * a person has gone on meanwhile, into a dialog or a field.
 */
export class Arrivals {
  #isFirst = true;
  #heading: HTMLElement | null = null;

  /** To be attached to the heading of a screen. */
  readonly arrive = (heading: HTMLElement): void => {
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    this.#heading = heading;
    if (!isFirst) this.begin();
  };

  /** Back to the heading: what had the focus is gone, and the page says something new. */
  begin(): void {
    scrollTo(0, 0);
    this.#heading?.focus({ preventScroll: true });
  }
}

export const [getArrivals, setArrivals] = createContext<Arrivals>();
