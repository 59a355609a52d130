import { onDestroy } from 'svelte';

/** What is wrong with a value and what to do. */
export interface Refusal {
  readonly words: string;
}

/** Keeps a value where it belongs, now or in a while. Only what comes back as a refusal means anything: all else is "kept". */
export type Keep<V> = (value: V) => unknown;

export const isRefusal = (answer: unknown): answer is Refusal => typeof answer === 'object' && answer !== null && 'words' in answer;

const PAUSE_MS = 600;
const SHOWN_MS = 2500;

/**
 * What is typed is kept a moment after the last key, on leaving the field, and when the field or the page goes away. One value at a time goes on
 * its way: an earlier one never arrives after a later one.
 */
export class Keeping<V> {
  /** What is wrong with the value that was refused last; empty when nothing is. */
  fault = $state('');
  /** The value was kept a moment ago. */
  isKept = $state(false);
  readonly #keep: Keep<V>;
  #waiting: { readonly value: V } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #under = Promise.resolve();

  constructor(keep: Keep<V>) {
    this.#keep = keep;
    onDestroy(() => this.flush());
  }

  /** A value that may still change. */
  soon(value: V): void {
    this.#waiting = { value };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), PAUSE_MS);
  }

  /** A value that stands. */
  now(value: V): void {
    this.#waiting = { value };
    this.flush();
  }

  get isWaiting(): boolean {
    return this.#waiting !== null;
  }

  /** Keeps at once what still waits. */
  readonly flush = (): void => {
    clearTimeout(this.#timer);
    if (!this.#waiting) return;
    const { value } = this.#waiting;
    this.#waiting = null;
    this.#under = this.#under.then(() => this.#send(value));
  };

  async #send(value: V): Promise<void> {
    const answer = await this.#keep(value);
    this.fault = isRefusal(answer) ? answer.words : '';
    this.isKept = !isRefusal(answer);
    setTimeout(() => (this.isKept = false), SHOWN_MS);
  }
}
