import type { GroupResult, StoredReader } from '../../stages/ingest/csv/groups/group-spec.ts';
import { IssueLog, type FrozenLog } from '../../stages/ingest/csv/issue-log.ts';
import { readingKinds } from '../../stages/ingest/csv/resume/freeze-reader.ts';
import { freeze, thaw, type Frozen } from '../../stages/ingest/csv/resume/freeze.ts';

/** What a group has made of its columns, in plain data, so that it can cross from thread to thread. */
export interface FrozenResult {
  readonly columns: readonly { readonly column: Frozen; readonly chunks: readonly string[]; readonly log: FrozenLog }[];
  readonly log: FrozenLog;
}

export const freezeResult = ({ columns, log }: GroupResult): FrozenResult => ({
  columns: columns.map(({ column, chunks, log: own }) => ({ column: freeze(column, readingKinds, []), chunks, log: own.freeze() })),
  log: log.freeze()
});

export const thawResult = ({ columns, log }: FrozenResult): GroupResult => ({
  columns: columns.map(({ column, chunks, log: own }) => ({
    column: thaw(column, readingKinds, [], () => undefined) as StoredReader['column'],
    chunks,
    log: IssueLog.thaw(own)
  })),
  log: IssueLog.thaw(log)
});
