import { jobUnknown } from '../../core/errors/jobs.ts';
import type { Plain } from '../../core/plain.ts';
import type { JobRecord } from '../../storage/records/log.ts';
import type { Project } from '../api/projects.ts';
import type { AutoRuns, Run, TrainingVerbs, TuneSpec } from '../api/training.ts';
import type { Watch } from '../api/watch.ts';
import type { HeavyJobs, JobHand } from '../jobs/heavy-jobs.ts';
import { isCrash, TrialLog } from '../jobs/trial-log.ts';
import { isPause } from '../../core/pausing.ts';
import type { Services } from '../services.ts';
import { checkTuneSpec } from './check-spec.ts';
import { searchingVerbs } from './searching.ts';
import { singleJobs } from './single-jobs.ts';
import { anyModel, jobOf, runStarter, type RunStarter } from './start-run.ts';
import { trainingVerbs } from './training.ts';

type Queued = Pick<TrainingVerbs, 'train' | 'ensemble' | 'tune' | 'auto' | 'randomLabels'>;
type Tuned = Awaited<ReturnType<TrainingVerbs['tune']>>;

/** A search as it can be asked for again. */
type SearchAsk = { readonly verb: 'tune'; readonly spec: TuneSpec } | { readonly verb: 'auto'; readonly spec: AutoSpec };
type AutoSpec = NonNullable<Parameters<TrainingVerbs['auto']>[0]>;

/** What a search works with beside training. */
type Looks = Pick<Project, 'models' | 'split'>;

/** What a search found. */
interface Found {
  /** Best first. */
  readonly runs: Run[];
  readonly tuned: Tuned | null;
  readonly auto: AutoRuns | null;
}

/** Training and searching as heavy jobs: each waits for its turn, and can be paused and gone on with. */
export interface QueuedVerbs extends Queued {
  /** Lets a job that rests go on. @returns its runs, the best first */
  goOn(job: JobRecord, watch: Watch | undefined): Promise<Run[]>;
}

export function queuedVerbs(services: Services, jobs: HeavyJobs, projectId: string, looks: Looks): QueuedVerbs {
  const { newId, storage } = services;
  const starterOf = (hand: JobHand): RunStarter => runStarter(services, projectId, hand.trainer, hand.closing);
  const single = singleJobs(services, jobs, projectId, starterOf);
  const search = searcher(services, jobs, projectId, looks, starterOf);
  const begin = (label: string, ask: SearchAsk, watch: SearchWatch) =>
    search(
      { id: newId(), projectId, kind: 'search', label, startedAt: services.now(), ask: structuredClone(ask) as unknown as Plain },
      watch
    );
  return {
    async train(spec, watch) {
      jobOf(spec);
      return single.begin(anyModel(spec.model).label, { verb: 'train', spec }, watch);
    },
    ensemble: (spec, watch) => single.begin('Bringing runs together', { verb: 'ensemble', spec }, watch),
    async randomLabels(runId, watch) {
      const { label } = await storage.runs.get(runId);
      return single.begin(`${label} on random labels`, { verb: 'randomLabels', of: runId }, watch);
    },
    async tune(spec, watch) {
      checkTuneSpec(spec);
      const { tuned } = await begin(`Tuning of ${anyModel(spec.model).label}`, { verb: 'tune', spec }, watch);
      return tuned!;
    },
    auto: async (spec = {}, watch) => (await begin('Search for a good model', { verb: 'auto', spec }, watch)).auto!,
    async goOn(job, watch) {
      await jobs.closed;
      if (job.kind === 'search') return (await search(job, watch)).runs;
      if (job.kind !== 'train') throw jobUnknown(job.id);
      return [await single.goOn(job, watch)];
    }
  };
}

type SearchWatch = Parameters<TrainingVerbs['tune']>[1];

/** @returns what begins a search, or goes on with one, as one job */
function searcher(services: Services, jobs: HeavyJobs, projectId: string, looks: Looks, starterOf: (hand: JobHand) => RunStarter) {
  const { storage, newId } = services;
  return async ({ state: _rested, ...job }: JobRecord, watch: SearchWatch): Promise<Found> => {
    const ask = job.ask as unknown as SearchAsk;
    const begun = storage.jobs.begin(job);
    const work = async (hand: JobHand): Promise<Found> => {
      await begun;
      const within = { ...services, trainer: hand.trainer, now: () => job.startedAt + hand.clock.read() };
      const { trial } = trainingVerbs(within, projectId);
      const log = new TrialLog(job.id, job.trials ?? [], { storage, hand, newId, trial, runs: starterOf(hand) });
      const verbs = searchingVerbs(within, projectId, { ...looks, train: log.train, ensemble: log.ensemble, trial: log.trial });
      if (ask.verb === 'auto') {
        const auto = await verbs.auto(ask.spec, hand.watch);
        return { runs: auto, tuned: null, auto };
      }
      const tuned = await verbs.tune(ask.spec, { ...watch, ...hand.watch });
      return { runs: tuned.runs, tuned, auto: null };
    };
    try {
      const found = await jobs.run({ id: job.id, projectId, kind: ask.verb, label: job.label }, watch, work);
      await storage.jobs.end(job.id);
      return found;
    } catch (error) {
      // It may have been stopped before it had begun; that it did not begin is what it failed with.
      await begun.catch(() => undefined);
      const state = isPause(error) ? 'paused' : isCrash(error) ? 'interrupted' : null;
      await (state ? storage.jobs.rest(job.id, state) : storage.jobs.end(job.id));
      throw error;
    }
  };
}
