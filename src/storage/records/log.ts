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

/** Long work under way; one left behind by a dead tab is told of at the next start. */
export interface JobRecord {
  readonly id: string;
  readonly projectId: string | null;
  readonly kind: string;
  readonly label: string;
  readonly startedAt: number;
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
  v.looseObject({ id, projectId: v.nullable(id), kind: v.string(), label: v.string(), startedAt: time })
);
