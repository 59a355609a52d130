import * as v from 'valibot';
import { count, defineRecord, hash, hashOrEmpty, id, plain, time } from './record.ts';
import type { Plain } from '../../core/plain.ts';

/** One link of a project's audit log: `hash` covers the entry and the hash before it. */
export interface AuditRecord {
  readonly projectId: string;
  readonly seq: number;
  readonly at: number;
  /** kebab-case: `dataset-imported`, `test-opened`, `model-registered` ... */
  readonly action: string;
  readonly detail: string;
  readonly previous: string;
  readonly hash: string;
}

/** A result worth keeping, under the hash of what it was made from: a profile, an evaluation, an explanation. */
export interface ResultRecord {
  readonly key: string;
  readonly projectId: string;
  readonly kind: string;
  readonly value: Plain;
  readonly createdAt: number;
}

/** Long work under way, or resting until somebody lets it go on; one left behind by a dead tab is told of at the next start. */
export interface JobRecord {
  readonly id: string;
  readonly projectId: string | null;
  /** `train`: one run, of the same id; `search`: many. */
  readonly kind: string;
  readonly label: string;
  readonly startedAt: number;
  /** Absent while it is under way. */
  readonly state?: 'paused' | 'interrupted';
  /** The search that a run is a trial of. */
  readonly parent?: string;
  /** Of a search, and of a run that has not begun: what was asked for, as it can be asked again. */
  readonly ask?: Plain;
  /** Of a search: its trials, in their order. */
  readonly trials?: readonly TrialEntry[];
}

/** One trial of a search, as it can be told again. */
export interface TrialEntry {
  /** Null for one on some of the rows, which is no run. */
  readonly runId: string | null;
  /** What was asked of it: the same search asks the same again. */
  readonly asked: string;
  /** Milliseconds that the search had worked when the trial ended; null = it has not. */
  readonly usedMs: number | null;
  /** What came of one that is no run. */
  readonly found?: Plain;
}

export const auditKind = defineRecord<AuditRecord>(
  'audit',
  v.looseObject({ projectId: id, seq: count, at: time, action: v.string(), detail: v.string(), previous: hashOrEmpty, hash })
);

export const resultKind = defineRecord<ResultRecord>(
  'result',
  v.looseObject({ key: v.pipe(v.string(), v.minLength(1)), projectId: id, kind: v.string(), value: plain, createdAt: time })
);

export const jobKind = defineRecord<JobRecord>(
  'job',
  v.looseObject({
    id,
    projectId: v.nullable(id),
    kind: v.string(),
    label: v.string(),
    startedAt: time,
    state: v.exactOptional(v.picklist(['paused', 'interrupted'])),
    parent: v.exactOptional(id),
    ask: v.exactOptional(plain),
    trials: v.exactOptional(
      v.array(v.looseObject({ runId: v.nullable(id), asked: v.string(), usedMs: v.nullable(v.number()), found: v.exactOptional(plain) }))
    )
  })
);
