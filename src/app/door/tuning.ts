import { foldsFor } from '../../core/folds-for.ts';
import type { Metric } from '../../core/outcome.ts';
import type { NestedEstimate, SearchEnd, SearchReport, SearchTrial } from '../../core/search-report.ts';
import { isPause } from '../../core/pausing.ts';
import { isSpecialTask, type SpecialTask } from '../../core/special-task.ts';
import type { CvSpec } from '../../core/split.ts';
import { searchStrategies } from '../../stages/tune/registry.ts';
import type { Dimension, Proposal } from '../../stages/tune/search-space.ts';
import type { Wish } from '../../stages/tune/strategy-type.ts';
import type { Project } from '../api/projects.ts';
import type { Run, TrainingVerbs, TuneSpec } from '../api/training.ts';
import type { Watch } from '../api/watch.ts';
import type { Services } from '../services.ts';
import { judgeNested } from './nested.ts';
import { lossOf, searchFor, spaceFor } from './proposer.ts';
import { runSearch, type Tried } from './search-loop.ts';
import { endNotes, leastShareOf, taskEndNotes } from './search-words.ts';
import { judgedBy, type JudgedBy } from './tune-task.ts';
import { progressOf, sayLooking, signalOf } from './watch.ts';

/** What a search of parameters works with. */
export interface TuneAsk {
  readonly services: Services;
  readonly projectId: string;
  readonly project: Pick<Project, 'train' | 'trial' | 'split'>;
  readonly metric: string;
  readonly task: string | undefined;
  /** Best first. */
  readonly ranked: (runs: readonly Run[]) => Promise<Run[]>;
}

type TuneWatch = Parameters<TrainingVerbs['tune']>[1];
/** A search with its folds; a special task is judged in its own way, unless folds are asked for. */
type Folded = Omit<TuneSpec, 'cv'> & { readonly cv: CvSpec | null };

/**
 * Runs a search from its first trial to its report. What is finished when somebody stops it stays on record, report included; at a pause there is
 * nothing to report yet.
 * @throws as `train` does for the first trial; the reason of whoever stopped it
 */
export async function tuneModel(ask: TuneAsk, spec: TuneSpec, watch: TuneWatch): ReturnType<TrainingVerbs['tune']> {
  const { services, project, task } = ask;
  if (isSpecialTask(task)) return tuneTask({ ...ask, task }, spec, watch);
  const split = await project.split.get();
  const folded = { ...spec, cv: spec.cv ?? foldsFor(split, task) };
  const tuning = new Tuning(ask, folded, watch);
  const leastShare = leastShareOf(folded.cv, split.rows.train);
  const search = searchFor(spec, { task, leastShare });
  const isOver = turnsOf(spec, services.now);
  const limits = { trials: spec.trials, isOver: () => isOver(0) };
  try {
    const end = await runSearch(search, limits, tuning.attempt);
    const notes = endNotes(end, searchStrategies.get(spec.search), leastShare);
    const { outerFolds } = spec;
    if (outerFolds === undefined) return await tuning.finish(end, notes, watch);
    const shareWithin = leastShareOf(folded.cv, split.rows.train * (1 - 1 / outerFolds));
    const within = {
      trial: project.trial,
      metric: ask.metric,
      task,
      split,
      leastShare: shareWithin,
      isOver: (fold: number) => isOver(fold + 1)
    };
    const nested = await judgeNested(within, { ...folded, outerFolds }, watch);
    return await tuning.finish(end, notes, watch, nested);
  } catch (reason) {
    await tuning.finishStopped(reason);
    throw reason;
  }
}

/** The same for a task that is judged in its own way: every trial is a run on all that is learned from. */
async function tuneTask(
  ask: TuneAsk & { readonly task: SpecialTask },
  spec: TuneSpec,
  watch: TuneWatch
): ReturnType<TrainingVerbs['tune']> {
  const { metric, task, services } = ask;
  const by = judgedBy(task, spec);
  const tuning = new Tuning(ask, { ...spec, cv: spec.cv ?? null }, watch, by.part);
  const isOver = turnsOf(spec, services.now);
  try {
    const end = await runSearch(searchFor(spec, { task }), { trials: spec.trials, isOver: () => isOver(0) }, tuning.attempt);
    return await tuning.finish(end, [...taskEndNotes(end, searchStrategies.get(spec.search)), by.note(metric)], watch);
  } catch (reason) {
    await tuning.finishStopped(reason);
    throw reason;
  }
}

/** The budget in equal turns: the search itself, and one within each outer fold. @returns whether the time of a turn is over */
function turnsOf({ budgetMs = Infinity, outerFolds = 0 }: TuneSpec, now: () => number): (turn: number) => boolean {
  const began = now();
  return (turn) => now() >= began + (budgetMs * (turn + 1)) / (outerFolds + 1);
}

/** So many trials apart it is told what they say so far. */
const GLANCE_EVERY = 3;

/** A search under way: its runs and its trials. */
class Tuning {
  readonly runs: Run[] = [];
  readonly #trials: SearchTrial[] = [];
  readonly #ask: TuneAsk;
  readonly #spec: Folded;
  readonly #watch: TuneWatch;
  readonly #space: readonly Dimension[];
  readonly #began: number;
  readonly #part: JudgedBy['part'];

  constructor(ask: TuneAsk, spec: Folded, watch: TuneWatch, part: JudgedBy['part'] = 'cv') {
    this.#part = part;
    this.#ask = ask;
    this.#spec = spec;
    this.#watch = watch;
    this.#space = spaceFor(spec, ask.task);
    this.#began = ask.services.now();
  }

  readonly attempt = async (wish: Wish, spent: number): Promise<Tried> => {
    const tried = await this.#attempt(wish, spent);
    if (this.#trials.length % GLANCE_EVERY === 0) await this.#glance();
    return tried;
  };

  async #attempt(wish: Wish, spent: number): Promise<Tried> {
    const watch = this.#step(wish, spent);
    try {
      return wish.share === 1 ? await this.#train(wish, watch) : await this.#try(wish, watch);
    } catch (reason) {
      if (!this.#watch?.signal?.aborted) this.#note(wish, {});
      throw reason;
    }
  }

  /** Between two trials the worker is free; nobody who does not look is kept waiting. */
  async #glance(): Promise<void> {
    const { onGlance } = this.#watch ?? {};
    if (!onGlance) return;
    const { model, seed = 0 } = this.#spec;
    const search = { model, seed, metric: this.#ask.metric, trials: this.#trials };
    onGlance(await this.#ask.services.trainer.run(signalOf(this.#watch), (api) => api.glanceAtSearch({ search })));
  }

  /** A run like any other, on the board. */
  async #train({ params, share }: Wish, watch: Watch): Promise<Tried> {
    const { project, metric } = this.#ask;
    const {
      search: _search,
      trials: _trials,
      budgetMs: _budget,
      mostBytes = Infinity,
      mostLatencyMs = Infinity,
      outerFolds: _outer,
      cv,
      ...plan
    } = this.#spec;
    const run = await project.train({ ...plan, ...(cv ? { cv } : {}), params: { ...params } }, watch);
    this.runs.push(run);
    const latencyMs = run.msPerRow ?? null;
    const isWithin = run.sizeBytes <= mostBytes && (latencyMs ?? 0) <= mostLatencyMs;
    const score = run.metrics[this.#part]?.[metric] ?? null;
    this.#note({ params, share }, { score, runId: run.id, sizeBytes: run.sizeBytes, latencyMs, isWithin });
    return { loss: isWithin ? lossOf(metric, score?.value) : NaN, signature: run.folds ? JSON.stringify(run.folds) : null };
  }

  /** On some of the rows: no run, and nothing that could be taken for a candidate. */
  async #try({ params, share }: Wish, watch: Watch): Promise<Tried> {
    const { project, metric } = this.#ask;
    const { model, seed = 0, cv } = this.#spec;
    const tried = await project.trial({ model, params: { ...params }, seed, ...(cv ? { cv } : {}), share }, watch);
    const score = tried.metrics[metric] ?? null;
    this.#note({ params, share }, { score });
    return { loss: lossOf(metric, score?.value), signature: JSON.stringify(tried.folds) };
  }

  #note({ params, share }: Wish, found: Partial<SearchTrial> & { readonly score?: Metric | null }): void {
    const trial: SearchTrial = {
      trial: this.#trials.length + 1,
      params: { ...params },
      places: placesOf(this.#space, params),
      share,
      score: null,
      runId: null,
      sizeBytes: null,
      latencyMs: null,
      isWithin: true,
      ...found
    };
    this.#trials.push(trial);
    this.#watch?.onTrial?.(trial);
  }

  #step({ share }: Wish, spent: number): Watch {
    const { signal, onProgress } = this.#watch ?? {};
    const { trials, outerFolds = 0 } = this.#spec;
    const of = share === 1 ? '' : `, on ${Math.round(share * 100)} % of the rows`;
    const note = `trial ${this.#trials.length + 1}${of}`;
    return {
      ...(signal ? { signal } : {}),
      ...(onProgress
        ? { onProgress: (done) => onProgress({ share: Math.min(1, (spent + done.share * share) / trials) / (1 + outerFolds), note }) }
        : {})
    };
  }

  /** What is finished stays on record when somebody stops it; at a pause there is nothing to report yet. */
  async finishStopped(reason: unknown): Promise<void> {
    if (this.#watch?.signal?.aborted && !isPause(reason) && this.runs.length > 0) await this.finish('stopped', [], undefined);
  }

  /** Ranks the runs, and has what they left behind looked at. */
  async finish(
    end: SearchEnd,
    notes: readonly string[],
    watch: TuneWatch,
    nested: NestedEstimate | null = null
  ): ReturnType<TrainingVerbs['tune']> {
    const { services, projectId, metric, ranked } = this.#ask;
    const { model, search, cv, seed = 0 } = this.#spec;
    const sorted = await ranked(this.runs);
    const within = new Set(this.#trials.filter(({ isWithin }) => isWithin).map(({ runId }) => runId));
    const best = sorted.find(({ id }) => within.has(id));
    const outside = best ? [] : ['No trial keeps the limits of size and time; the best of all is shown.'];
    const finished = { id: services.newId(), model, search, metric, cv, seed, startedAt: this.#began, end, trials: this.#trials };
    const job = {
      projectId,
      search: { ...finished, best: best?.id ?? null, notes: [...notes, ...outside], ...(nested ? { nested } : {}) }
    };
    sayLooking(watch);
    const report: SearchReport = await services.trainer.run(signalOf(watch), (api) =>
      api.reportSearch(job, signalOf(watch), progressOf(watch, 1, 1))
    );
    return { best: best ?? sorted[0]!, runs: sorted, report };
  }
}

const placesOf = (space: readonly Dimension[], params: Proposal): Record<string, number> =>
  Object.fromEntries(space.map((own) => [own.name, own.placeOf(params[own.name] ?? own.start)]));
