import { jobUnknown } from '../../core/errors/jobs.ts';
import { isPause } from '../../core/pausing.ts';
import type { Plain } from '../../core/plain.ts';
import type { JobRecord } from '../../storage/records/log.ts';
import type { Run, TrainingVerbs, TrainSpec } from '../api/training.ts';
import type { HeavyJobs, JobHand } from '../jobs/heavy-jobs.ts';
import type { Services } from '../services.ts';
import type { RunStarter } from './start-run.ts';

type RunWatch = Parameters<TrainingVerbs['train']>[1];
type EnsembleSpec = Parameters<TrainingVerbs['ensemble']>[0];

/** A single run as it can be asked for again. */
export type RunAsk =
  | { readonly verb: 'train'; readonly spec: TrainSpec }
  | { readonly verb: 'ensemble'; readonly spec: EnsembleSpec }
  | { readonly verb: 'randomLabels'; readonly of: string };

export interface SingleJobs {
  begin(label: string, ask: RunAsk, watch: RunWatch): Promise<Run>;
  /** Lets a run that rests go on, or begins one that had not begun. */
  goOn(job: JobRecord, watch: RunWatch): Promise<Run>;
}

/**
 * Single runs as heavy jobs, each of the id of its run. What was asked for is written before it is its turn: a run whose page is closed while it waits is
 * there when the next one opens, and a pause while it waits lets it rest.
 */
export function singleJobs(
  { storage, newId, now }: Services,
  jobs: HeavyJobs,
  projectId: string,
  starterOf: (hand: JobHand) => RunStarter
): SingleJobs {
  const single = async ({ state: _rested, ...job }: JobRecord, watch: RunWatch): Promise<Run> => {
    const enlisted = storage.jobs.enlist(job);
    let isItsTurn = false;
    const work = async (hand: JobHand): Promise<Run> => {
      await enlisted;
      isItsTurn = true;
      const more = { ...watch, ...hand.watch };
      const known = await storage.runs.get(job.id).catch(() => null);
      return known ? starterOf(hand).resume(job.id, more) : beginRun(job, starterOf(hand), more);
    };
    const leaveLine = async () => (await enlisted.catch(() => null))?.();
    try {
      return await jobs.run({ id: job.id, projectId, kind: 'train', label: job.label }, watch, work);
    } catch (error) {
      // Of a run that had begun, whoever did it writes how it ended. One that another page has is none of ours.
      const isOurs = await enlisted.then(Boolean, () => false);
      if (isOurs && !isItsTurn) await (isPause(error) ? storage.jobs.rest(job.id, 'paused') : giveUp(job.id));
      throw error;
    } finally {
      await leaveLine();
    }
  };
  /** A run that had been paused, and was stopped while it waited to go on. */
  const giveUp = async (id: string) => {
    await storage.runs.update(id, (run) => ({ ...run, status: 'cancelled', error: null })).catch(() => undefined);
    await storage.jobs.end(id);
  };
  return {
    begin: async (label, ask, watch) =>
      single({ id: newId(), projectId, kind: 'train', label, startedAt: now(), ask: structuredClone(ask) as unknown as Plain }, watch),
    goOn: single
  };
}

function beginRun({ id, ask }: JobRecord, runs: RunStarter, watch: RunWatch): Promise<Run> {
  if (ask === undefined) throw jobUnknown(id);
  const asked = ask as unknown as RunAsk;
  if (asked.verb === 'train') return runs.start(asked.spec, id, watch);
  return asked.verb === 'ensemble' ? runs.ensemble(asked.spec, id, watch) : runs.shuffle(asked.of, id, watch);
}
