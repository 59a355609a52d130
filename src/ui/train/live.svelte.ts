import type { CurvePoint } from '../../core/model.ts';

/** Twice a second is enough to see a curve grow, and leaves the page room to draw it. */
const EVERY_MS = 500;

/** The curve of a fit that is under way, gathered as it comes and shown a few times a second. */
export class LiveCurve {
  points = $state.raw<readonly CurvePoint[]>([]);
  #waiting: CurvePoint[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** A new fit begins. */
  clear(): void {
    this.stop();
    this.points = [];
  }

  readonly add = (point: CurvePoint): void => {
    this.#waiting.push(point);
    this.#timer ??= setTimeout(() => this.#show(), EVERY_MS);
  };

  /** Shows what is still waiting. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#show();
  }

  #show(): void {
    this.#timer = null;
    if (this.#waiting.length === 0) return;
    this.points = [...this.points, ...this.#waiting];
    this.#waiting = [];
  }
}
