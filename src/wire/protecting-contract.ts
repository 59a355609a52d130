import type { PrivacyBudget, PrivateAsk } from '../core/private-ask.ts';
import type { ProgressCallback } from './progress.ts';

/** Everybody with this value in this column. */
export interface PersonJob {
  readonly projectId: string;
  readonly column: string;
  readonly value: string;
}

/** A key as it is told of: never its secret. */
export interface ProtectionKey {
  readonly id: string;
  readonly createdAt: number;
  readonly shownAt: number | null;
  readonly destroyedAt: number | null;
}

/** What protects people. */
export interface ProtectingApi {
  /** Keys of pseudonyms, which never leave the worker but once, to be written down. */
  makeKey(job: { projectId: string }): Promise<ProtectionKey>;
  takeKey(job: { projectId: string; secret: string }): Promise<ProtectionKey>;
  showKey(job: { projectId: string; keyId: string }): Promise<string>;
  destroyKey(job: { projectId: string; keyId: string }): Promise<ProtectionKey>;
  keys(job: { projectId: string }): Promise<ProtectionKey[]>;
  /** k, l, t and the chance to be found out. */
  measureRisk(
    job: { datasetId: string; columns: readonly string[] | null; sensitive: string | null; threshold: number },
    signal: AbortSignal,
    onProgress: ProgressCallback
  ): Promise<unknown>;
  /** The least coarse steps that reach k. Nothing is made. */
  suggestCoarser(
    job: { datasetId: string; columns: readonly string[] | null; k: number },
    signal: AbortSignal,
    onProgress: ProgressCallback
  ): Promise<unknown>;
  /** A summary with noise, paid from the project's budget. */
  privateSummary(job: { datasetId: string; ask: PrivateAsk; epsilon: number; delta: number }): Promise<unknown>;
  setPrivacyBudget(job: { datasetId: string; epsilon: number }): Promise<PrivacyBudget>;
  /** Where a person is. Nothing is changed. */
  findPerson(job: PersonJob, signal: AbortSignal, onProgress: ProgressCallback): Promise<unknown>;
  /** Takes a person out of everything stored of a project. */
  erasePerson(job: PersonJob, signal: AbortSignal, onProgress: ProgressCallback): Promise<unknown>;
}
