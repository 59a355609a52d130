/** The time a job has worked: it stands still while it waits for its turn, and goes on from where it was after a pause. */
export class JobClock {
  readonly #now: () => number;
  #before = 0;
  #since: number | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Milliseconds worked. */
  readonly read = (): number => this.#before + (this.#since === null ? 0 : this.#now() - this.#since);

  start(): void {
    this.#since ??= this.#now();
  }

  stop(): void {
    this.#before = this.read();
    this.#since = null;
  }

  /** What is told again took its time then. */
  atLeast(ms: number): void {
    this.#before += Math.max(0, ms - this.read());
  }
}
