import type { ScheduleOutcome, ScheduleWhen } from '../../core/schedule.ts';
import type { TrainingVerbs, TrainSpec, TuneSpec } from './training.ts';

/**
 * What is done again and again while Lathe is open in a tab: in one tab alone, however many there are, and once for what was missed while none was. It
 * waits behind what a person asks for.
 */
export interface ScheduleVerbs {
  list(): Promise<ScheduleInfo[]>;
  /** @returns its id */
  add(work: ScheduledAsk, when: ScheduleWhen): Promise<string>;
  /** It is not done any more. What is being done goes on: that is a job. */
  cancel(id: string): Promise<void>;
}

/** A training, a search, a search over all families, or a look at the drift of a deployment. */
export type ScheduledAsk =
  | { verb: 'train'; spec: TrainSpec }
  | { verb: 'tune'; spec: TuneSpec }
  | { verb: 'auto'; spec?: NonNullable<Parameters<TrainingVerbs['auto']>[0]> }
  | { verb: 'monitor'; deployment: string };

export interface ScheduleInfo {
  id: string;
  label: string;
  work: ScheduledAsk;
  when: ScheduleWhen;
  createdAt: number;
  /** When it will be done next, ms; null where it waits for a new version of the data. */
  nextAt: number | null;
  /** What came of it last; absent before its first time. A tab that was closed over it left it `stopped`. */
  last?: ScheduleOutcome;
}
