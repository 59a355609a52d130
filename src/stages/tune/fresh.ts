import type { Rng } from '../../core/rng.ts';
import type { Dimension, Proposal } from './search-space.ts';

/** Draws by chance after which the space is taken to be used up. */
const MOST_REPEATS = 1000;
/** Ideas of a model that were tried before, after which chance is asked. */
const MOST_IDEAS = 20;

/** Sets of parameters that were not tried before. */
export class Fresh {
  readonly #seen = new Set<string>();
  readonly #start: Proposal;
  readonly #space: readonly Dimension[];
  readonly #rng: Rng;

  constructor(start: Proposal, space: readonly Dimension[], rng: Rng) {
    this.#start = start;
    this.#space = space;
    this.#rng = rng;
  }

  /** Notes that a set was tried. @returns whether it is new */
  isNew(params: Proposal): boolean {
    const size = this.#seen.size;
    const key = JSON.stringify(this.#space.map(({ name }) => params[name] ?? this.#start[name]));
    return this.#seen.add(key).size > size;
  }

  /** At the places from 0 to 1, one for each dimension. */
  at(places: ArrayLike<number>): Proposal {
    return { ...this.#start, ...Object.fromEntries(this.#space.map((dimension, i) => [dimension.name, dimension.at(places[i]!)])) };
  }

  /** By chance; null when all there are seem to have been tried. */
  random(): Proposal | null {
    for (let i = 0; i < MOST_REPEATS; i++) {
      const params = this.at(this.#space.map(() => this.#rng()));
      if (this.isNew(params)) return params;
    }
    return null;
  }

  /** The first new one of what a model comes up with, else one by chance. */
  from(idea: () => Proposal): Proposal | null {
    for (let i = 0; i < MOST_IDEAS; i++) {
      const params = idea();
      if (this.isNew(params)) return params;
    }
    return this.random();
  }
}
