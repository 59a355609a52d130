import type { FamilyEnd, FamilyTried } from '../../core/auto-report.ts';
import { isBaseline } from '../../core/baselines.ts';
import { LatheError } from '../../core/errors/lathe-error.ts';
import type { CvSpec } from '../../core/split.ts';
import type { Project } from '../api/projects.ts';
import type { ModelInfo, Run } from '../api/training.ts';
import type { Watch } from '../api/watch.ts';

/** The search for good models ends so early that what was found can still be brought together. */
export const SEARCH_SHARE = 0.88;

export interface AutoAsk {
  readonly train: Project['train'];
  readonly ensemble: Project['ensemble'];
  readonly fitting: readonly ModelInfo[];
  readonly metric: string;
  readonly task: string | undefined;
  readonly cv: CvSpec;
  readonly seed: number;
  readonly budgetMs: number;
  /** Best first. */
  readonly ranked: (runs: readonly Run[]) => Promise<Run[]>;
  /** How long such a run will take, ms, by the runs of this search so far; null before the first. */
  readonly expect: (model: string, params: Readonly<Record<string, unknown>>, runs: readonly Run[]) => number | null;
  readonly now: () => number;
}

export interface Attempt {
  readonly model: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly note: string;
  /** The most of the budget that it may take: a slow family is not to be the only one tried. */
  readonly most: number;
}

/** How the attempts at one family ended that left no finished run. */
interface Ended {
  readonly model: string;
  readonly end: Exclude<FamilyEnd, 'tried'>;
  readonly forecastMs?: number;
  readonly why?: string;
}

/** The runs of a search so far, what is left of its budget, and what was left out for it. */
export class AutoSearch {
  readonly runs: Run[] = [];
  readonly #ask: AutoAsk;
  readonly #watch: Watch | undefined;
  readonly #began: number;
  readonly #ended: Ended[] = [];
  readonly #spent = new Map<string, number>();

  constructor(ask: AutoAsk, watch: Watch | undefined) {
    this.#ask = ask;
    this.#watch = watch;
    this.#began = ask.now();
  }

  usedMs = (): number => this.#ask.now() - this.#began;
  /** Share of the budget, 0 to 1 and more. */
  used = (): number => this.usedMs() / this.#ask.budgetMs;

  /**
   * Trains once, unless it would take more than it may, which is told by the runs before. A run that takes more all the same is stopped, which its record says. The
   * first has no limit, nor has the only family there is: an answer that is late is better than none.
   */
  async attempt({ model, params, note, most }: Attempt): Promise<Run | null> {
    const isFirst = this.runs.length === 0;
    const isOnly = this.runs.length === 1 && this.#ask.fitting.filter(({ id }) => !isBaseline(id)).length === 1;
    const limit = isFirst || isOnly ? null : this.#ask.budgetMs * Math.min(most, SEARCH_SHARE - this.used());
    if (limit !== null && limit <= 0) return null;
    const forecastMs = limit === null ? null : this.#ask.expect(model, params, this.runs);
    if (forecastMs !== null && forecastMs > limit!) {
      this.#ended.push({ model, end: 'too-slow', forecastMs });
      return null;
    }
    return this.#train({ model, params, note }, limit, isFirst);
  }

  async #train({ model, params, note }: Omit<Attempt, 'most'>, limit: number | null, isFirst: boolean): Promise<Run | null> {
    const { train, seed, cv, now } = this.#ask;
    const stop = new AbortController();
    const timer = limit === null ? undefined : setTimeout(() => stop.abort(), limit);
    const began = now();
    try {
      const run = await train({ model, params: { ...params }, seed, cv }, this.#step(note, stop.signal));
      this.runs.push(run);
      return run;
    } catch (reason) {
      this.#watch?.signal?.throwIfAborted();
      // A family that can't learn from these data says so in its record; the others go on.
      if (!stop.signal.aborted && (isFirst || !(reason instanceof LatheError))) throw reason;
      this.#ended.push(reason instanceof LatheError && !stop.signal.aborted ? refused(model, reason) : { model, end: 'stopped' });
      return null;
    } finally {
      clearTimeout(timer);
      this.#spent.set(model, (this.#spent.get(model) ?? 0) + now() - began);
    }
  }

  #step(note: string, stop: AbortSignal): Watch {
    const { signal, onProgress } = this.#watch ?? {};
    return {
      signal: signal ? AbortSignal.any([signal, stop]) : stop,
      ...(onProgress ? { onProgress: () => onProgress({ share: Math.min(0.99, this.used()), note }) } : {})
    };
  }

  /** The best run of each of the best families, without baselines. */
  async leaders(count: number): Promise<Run[]> {
    const trained = await this.trained();
    return trained.filter((run, i) => trained.findIndex(({ model }) => model === run.model) === i).slice(0, count);
  }

  /** Without baselines, best first. */
  async trained(): Promise<Run[]> {
    return (await this.#ask.ranked(this.runs)).filter(({ model }) => !isBaseline(model));
  }

  /** Finished runs as one more; null when they do not go together. */
  async bringTogether(members: readonly Run[], method: 'blend' | 'stack'): Promise<void> {
    const { ensemble, seed } = this.#ask;
    try {
      const spec = { runs: members.map(({ id }) => id), method, seed };
      this.runs.push(await ensemble(spec, this.#step(`a ${method} of the best`, new AbortController().signal)));
    } catch (reason) {
      if (!(reason instanceof LatheError)) throw reason;
    }
  }

  /** How each family fared, the best first. @param ranked the runs, best first */
  families(ranked: readonly Run[]): FamilyTried[] {
    const { fitting, metric } = this.#ask;
    const told = fitting.flatMap(({ id, label }) => {
      const own = ranked.filter(({ model }) => model === id);
      const ended = this.#ended.find(({ model }) => model === id);
      if (own.length === 0 && !ended) return [];
      const [best] = own;
      const score = best?.metrics['cv']?.[metric] ?? null;
      const end = best ? { end: 'tried' as const } : ended!;
      return [{ ...end, model: id, label, runs: own.length, best: best?.id ?? null, score, ms: this.#spent.get(id) ?? 0 }];
    });
    const placeOf = ({ best }: FamilyTried) => (best === null ? ranked.length : ranked.findIndex(({ id }) => id === best));
    return told.sort((a, b) => placeOf(a) - placeOf(b));
  }
}

const refused = (model: string, { message }: LatheError): Ended => ({ model, end: 'refused', why: message });
