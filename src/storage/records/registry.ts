import * as v from 'valibot';
import { count, defineRecord, hash, id, time } from './record.ts';

/** A registered version of a model: a name, a number, and the package it stands for. */
export interface VersionRecord {
  readonly projectId: string;
  readonly name: string;
  readonly version: number;
  readonly runId: string;
  /** SHA-256 of the package. */
  readonly hash: string;
  readonly aliases: readonly string[];
  readonly checks: readonly { readonly name: string; readonly passed: boolean; readonly detail: string }[];
  readonly createdAt: number;
}

export const versionKind = defineRecord<VersionRecord>(
  'version',
  v.looseObject({
    projectId: id,
    name: id,
    version: count,
    runId: id,
    hash,
    aliases: v.array(v.string()),
    checks: v.array(v.looseObject({ name: v.string(), passed: v.boolean(), detail: v.string() })),
    createdAt: time
  })
);
