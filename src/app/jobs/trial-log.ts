import { isLatheError, LatheError } from '../../core/errors/lathe-error.ts';
import { trialStopped } from '../../core/errors/jobs.ts';
import type { Plain } from '../../core/plain.ts';
import type { TrialEntry } from '../../storage/records/log.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Run, Trial, TrainingVerbs } from '../api/training.ts';
import { runOf } from '../door/from-records.ts';
import type { RunStarter } from '../door/start-run.ts';
import type { JobHand } from './heavy-jobs.ts';

type RunWatch = Parameters<TrainingVerbs['train']>[1];

/** What the log works with. */
export interface TrialOutside {
  readonly storage: Storage;
  readonly hand: JobHand;
  readonly runs: RunStarter;
  readonly trial: TrainingVerbs['trial'];
  readonly newId: () => string;
}

/**
 * The trials of a search, kept with its job. The search asks for them one after the other and hears what came of each. After a pause the whole search is
 * gone through again: a trial that was done then is told and not made again, one that was cut off goes on, and those after it are new. A search that asks
 * the same when it is told the same so makes the same trials as one that was never stopped.
 */
export class TrialLog {
  readonly #jobId: string;
  readonly #outside: TrialOutside;
  #entries: readonly TrialEntry[];
  #asked = 0;

  constructor(jobId: string, entries: readonly TrialEntry[], outside: TrialOutside) {
    this.#jobId = jobId;
    this.#entries = entries;
    this.#outside = outside;
  }

  /** Trains for the search. */
  readonly train: TrainingVerbs['train'] = (spec, watch) =>
    this.#run('train', spec, watch, (runId, more) => this.#outside.runs.start(spec, runId, more, this.#jobId));

  /** Brings runs of the search together. */
  readonly ensemble: TrainingVerbs['ensemble'] = (spec, watch) =>
    this.#run('ensemble', spec, watch, (runId, more) => this.#outside.runs.ensemble(spec, runId, more, this.#jobId));

  async #run(verb: string, spec: object, watch: RunWatch, begin: (runId: string, watch: RunWatch) => Promise<Run>): Promise<Run> {
    const { hand, storage, newId, runs } = this.#outside;
    const { at, asked, entry } = await this.#next(verb, spec);
    const known = entry?.runId ? await storage.runs.get(entry.runId).catch(() => null) : null;
    if (known && !canGoOn(known)) {
      hand.clock.atLeast(entry!.usedMs ?? 0);
      return tellAgain(known);
    }
    const runId = known?.id ?? newId();
    const more = { ...watch, signal: watch?.signal ?? hand.watch.signal };
    const work = () => (known ? runs.resume(runId, more, this.#jobId) : begin(runId, more));
    return this.#logged(at, { runId, asked }, work, () => ({}));
  }

  /** Tries on some of the rows for the search: there is no run, so what came of it is kept with the log. */
  readonly trial: TrainingVerbs['trial'] = async (spec, watch) => {
    const { hand, trial } = this.#outside;
    const { at, asked, entry } = await this.#next('trial', spec);
    if (entry?.found !== undefined) {
      hand.clock.atLeast(entry.usedMs ?? 0);
      return entry.found as unknown as Trial;
    }
    const work = () => trial(spec, { ...watch, signal: watch?.signal ?? hand.watch.signal });
    return this.#logged(at, { runId: null, asked }, work, (found) => ({ found: found as unknown as Plain }));
  };

  /** What is asked next, and what is known of it from before. More urgent jobs go first. */
  async #next(verb: string, spec: object) {
    const [at, asked] = [this.#asked++, JSON.stringify([verb, spec])];
    await this.#outside.hand.giveWay();
    const entry = this.#entries[at];
    return { at, asked, entry: entry?.asked === asked ? entry : undefined };
  }

  /** Does the work of a trial, and notes that it is over, unless it was stopped with the whole search or lost its worker. */
  async #logged<T>(
    at: number,
    trial: Pick<TrialEntry, 'runId' | 'asked'>,
    work: () => Promise<T>,
    found: (result: T) => Pick<TrialEntry, 'found'>
  ): Promise<T> {
    const { hand } = this.#outside;
    await this.#put(at, { ...trial, usedMs: null });
    try {
      const result = await work();
      await this.#put(at, { ...trial, usedMs: hand.clock.read(), ...found(result) });
      return result;
    } catch (error) {
      if (!hand.watch.signal.aborted && !isCrash(error)) await this.#put(at, { ...trial, usedMs: hand.clock.read() });
      throw error;
    }
  }

  /** What came after an entry that changed is of no account any more. */
  async #put(at: number, entry: TrialEntry): Promise<void> {
    const trials = (this.#entries = [...this.#entries.slice(0, at), entry]);
    await this.#outside.storage.jobs.update(this.#jobId, (job) => ({ ...job, trials }));
  }
}

/** A trial whose worker was lost is not over: it goes on with the search. */
export const isCrash = (error: unknown): boolean => isLatheError(error) && error.code === 'worker-crashed';

const canGoOn = ({ status }: RunRecord): boolean => status === 'paused' || status === 'interrupted';

function tellAgain(run: RunRecord) {
  if (run.status === 'done') return runOf(run);
  const { error } = run;
  throw error ? new LatheError(error.code, error.message, error.hint, {}) : trialStopped(run.label);
}
