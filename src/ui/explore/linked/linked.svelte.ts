import type { LinkedColumn, LinkedCounts } from '../../../app/api/exploring.ts';
import { filtersOf, noFilters, withFilter, type Filters } from './selection.ts';

type Ask = (request: {
  columns: string[];
  filters: Record<string, number[]>;
  density?: { x: string; y: string };
}) => Promise<LinkedCounts | undefined>;

/** Columns, filters and what they count to. A brush moves faster than counts come: of the moves under way only the last is asked for. */
export class Linked {
  names = $state.raw<readonly string[]>([]);
  filters = $state.raw<Filters>(noFilters);
  pair = $state.raw<{ x: string; y: string } | null>(null);
  counts = $state.raw<LinkedCounts | null>(null);
  /** Without a filter: what the bars stand before. */
  whole = $state.raw<LinkedCounts | null>(null);
  readonly #ask: Ask;
  #asking = false;
  #again = false;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  show(names: readonly string[], pair: { x: string; y: string } | null): void {
    this.names = names;
    this.pair = pair;
    this.filters = filtersOf(this.filters, names);
    this.whole = null;
    void this.#refresh();
  }

  choose(column: LinkedColumn, bins: readonly number[]): void {
    this.filters = withFilter(this.filters, column, bins);
    void this.#refresh();
  }

  clear(): void {
    this.filters = noFilters;
    void this.#refresh();
  }

  async #refresh(): Promise<void> {
    this.#again = true;
    if (this.#asking) return;
    this.#asking = true;
    try {
      while (this.#again) {
        this.#again = false;
        await this.#count();
      }
    } finally {
      this.#asking = false;
    }
  }

  async #count(): Promise<void> {
    const { names, pair } = this;
    const density = pair ? { density: { ...pair } } : {};
    const ask = (filters: Filters) =>
      this.#ask({
        columns: [...names],
        filters: Object.fromEntries([...filters].map(([name, bins]) => [name, [...bins]])),
        ...density
      });
    const whole = this.whole ?? (await ask(noFilters));
    const counts = this.filters.size === 0 ? whole : await ask(this.filters);
    if (this.names !== names || !whole || !counts) return;
    this.whole = whole;
    this.counts = counts;
  }
}
