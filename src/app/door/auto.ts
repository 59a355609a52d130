import { isBaseline } from '../../core/baselines.ts';
import { LatheError } from '../../core/errors/lathe-error.ts';
import type { CvSpec } from '../../core/split.ts';
import type { Project } from '../api/projects.ts';
import type { ModelInfo, Run } from '../api/training.ts';
import type { Watch } from '../api/watch.ts';
import { modelTypes } from './models.ts';
import { lossBy, searchFor, trialOf } from './proposer.ts';

/** The most of the budget that one run may take: a slow family is not to be the only one tried. */
const LONGEST_SHARE = 0.3;
/** Families are tried for so much of it, then the best of them are looked at more closely. */
const FAMILIES_SHARE = 0.6;
/** Trials in a row that bring nothing, after which more are not worth their time. */
const PATIENCE = 8;
const MOST_TRIALS = 30;
/** The search ends so early that what was found can still be brought together. */
const SEARCH_SHARE = 0.9;
/** Runs an ensemble is made of at most, and of one family. */
const MOST_MEMBERS = 6;
const MOST_ALIKE = 2;
/** How many families are tried with other settings than their defaults. */
const FINALISTS = 2;

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
  readonly now: () => number;
}

/**
 * Baselines, families in the order that pays, settings that are often good, and then a search around the best, until the budget is used or nothing
 * gets better; in the end the best are brought together, by a blend and by a stack. Every run is kept on record. All are judged over the same folds, so that the validation part stays untouched by the choice.
 * @returns the runs that were finished, best first
 */
export async function searchBest(ask: AutoAsk, watch: Watch | undefined): Promise<Run[]> {
  const search = new Search(ask, watch);
  const families = ask.fitting.toSorted((a, b) => rankOf(a.id) - rankOf(b.id));
  for (const { id, label } of families.filter(({ id: known }) => rankOf(known) < LAST)) await search.attempt(id, {}, label);
  for (const { id, label } of families.filter(({ id: known }) => rankOf(known) === LAST))
    if (search.used() < FAMILIES_SHARE) await search.attempt(id, {}, label);
  for (const run of await search.leaders(FINALISTS))
    for (const params of modelTypes.get(run.model).auto?.portfolio ?? [])
      await search.attempt(run.model, { ...params }, `${modelTypes.get(run.model).label}, other settings`);
  await tuneLeader(search, ask);
  await search.bringTogether();
  return ask.ranked(search.runs);
}

const LAST = 99;
const rankOf = (id: string): number => modelTypes.get(id).auto?.rank ?? LAST;

async function tuneLeader(search: Search, { metric, task, seed, ranked }: AutoAsk): Promise<void> {
  const [leader] = await search.leaders(1);
  if (!leader) return;
  const { model } = leader;
  const past = search.runs.filter((run) => run.model === model).map((run) => trialOf(metric, run));
  const walk = searchFor({ model, search: 'tpe', trials: MOST_TRIALS, seed }, { task, past });
  let step = walk.next(NaN);
  let best = leader.id;
  for (let trial = 1, idle = 0; trial <= MOST_TRIALS && idle < PATIENCE && search.used() < SEARCH_SHARE; trial++) {
    if (step.done) return;
    const before = search.runs.length;
    await search.attempt(model, { ...step.value.params }, `${modelTypes.get(model).label}, trial ${trial}`);
    const run = search.runs[before];
    step = walk.next(run ? lossBy(metric, run) : NaN);
    const now = (await ranked(search.runs))[0]!.id;
    idle = now === best ? idle + 1 : 0;
    best = now;
  }
}

/** The runs so far, and what is left of the budget. */
class Search {
  readonly runs: Run[] = [];
  readonly #ask: AutoAsk;
  readonly #watch: Watch | undefined;
  readonly #began: number;

  constructor(ask: AutoAsk, watch: Watch | undefined) {
    this.#ask = ask;
    this.#watch = watch;
    this.#began = ask.now();
  }

  /** Share of the budget, 0 to 1 and more. */
  used = (): number => (this.#ask.now() - this.#began) / this.#ask.budgetMs;

  /**
   * Trains once, unless the budget is used; a run that takes too much of it is stopped, which its record says. The first has no limit, nor has the only
   * family there is: an answer that is late is better than none.
   */
  async attempt(model: string, params: Record<string, unknown>, note: string): Promise<void> {
    const isFirst = this.runs.length === 0;
    const isOnly = this.runs.length === 1 && this.#ask.fitting.filter(({ id }) => id !== 'baseline').length === 1;
    const used = this.used();
    const isFree = isFirst || isOnly;
    if (used >= 1 && !isFree) return;
    const stop = new AbortController();
    const longest = this.#ask.budgetMs * Math.min(LONGEST_SHARE, 1 - used);
    const timer = isFree ? undefined : setTimeout(() => stop.abort(), longest);
    const { train, seed, cv } = this.#ask;
    try {
      this.runs.push(await train({ model, params, seed, cv }, this.#step(note, stop.signal)));
    } catch (reason) {
      this.#watch?.signal?.throwIfAborted();
      // A family that can't learn from these data says so in its record; the others go on.
      if (!stop.signal.aborted && (isFirst || !(reason instanceof LatheError))) throw reason;
    } finally {
      clearTimeout(timer);
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
    const trained = (await this.#ask.ranked(this.runs)).filter(({ model }) => !isBaseline(model));
    const firsts = trained.filter((run, i) => trained.findIndex(({ model }) => model === run.model) === i);
    return firsts.slice(0, count);
  }
  /** Blend and stack of the best runs, of few settings each of several families. They are runs on the board like the others: where they do not pay, they do not lead. */
  async bringTogether(): Promise<void> {
    const trained = (await this.#ask.ranked(this.runs)).filter(({ model }) => !isBaseline(model));
    const members = trained.filter((run, i) => trained.slice(0, i).filter(({ model }) => model === run.model).length < MOST_ALIKE);
    const runs = members.slice(0, MOST_MEMBERS).map(({ id }) => id);
    if (runs.length < 2) return;
    for (const method of ['blend', 'stack'] as const) {
      if (this.used() >= 1) return;
      try {
        const stop = new AbortController();
        this.runs.push(
          await this.#ask.ensemble({ runs, method, seed: this.#ask.seed }, this.#step(`a ${method} of the best`, stop.signal))
        );
      } catch (reason) {
        if (!(reason instanceof LatheError)) throw reason;
      }
    }
  }
}
