import * as v from 'valibot';
import type { CheckResult } from '../../core/release-checks.ts';
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
  readonly checks: readonly CheckResult[];
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
    checks: v.array(v.looseObject({ name: v.string(), passed: v.nullable(v.boolean()), detail: v.string() })),
    createdAt: time
  }),
  [withoutEmptyPasses]
);

/** Version 1 counted a check of a bar that nobody had set, and of categories where there were none, among the passed. */
function withoutEmptyPasses(old: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const checks = (old['checks'] as readonly CheckResult[]).map((check) => {
    const isEmpty = check.passed === true && /^No (bar was set|input is a category)\./.test(check.detail);
    return isEmpty ? { ...check, passed: null } : check;
  });
  return { ...old, checks };
}
