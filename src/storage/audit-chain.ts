import { canonicalJson, sha256 } from '../core/hash.ts';
import type { AuditHeadRow } from './stores.ts';
import type { AuditRecord } from './records/log.ts';

/** What an entry of the log says; the project is left out, so that a chain stays whole when its project gets a new id in an import. */
export type AuditEntry = Pick<AuditRecord, 'seq' | 'at' | 'action' | 'detail' | 'previous'>;

/** SHA-256 over the entry and the hash before it. */
export const hashOfEntry = ({ seq, at, action, detail, previous }: AuditEntry): Promise<string> =>
  sha256(new TextEncoder().encode(canonicalJson({ seq, at, action, detail, previous })));

/**
 * Follows the chain from its beginning: edited, dropped, reordered and cut entries all break it.
 * @param entries by `seq`, ascending
 * @param head where the log says it ends
 * @returns the first entry that does not follow, an entry that stands for what was cut off the end, or null when the chain is whole
 */
export async function findBreak(
  projectId: string,
  entries: readonly AuditRecord[],
  head: AuditHeadRow | undefined
): Promise<AuditRecord | null> {
  let previous = '';
  for (const [i, entry] of entries.entries()) {
    if (entry.seq !== i || entry.previous !== previous || entry.hash !== (await hashOfEntry(entry))) return entry;
    previous = entry.hash;
  }
  const claimed = head ?? { projectId, count: 0, hash: '' };
  if (claimed.count === entries.length && claimed.hash === previous) return null;
  return claimed.count < entries.length ? entries[claimed.count]! : missingEntry(projectId, entries.length, previous, claimed);
}

function missingEntry(projectId: string, seq: number, previous: string, head: AuditHeadRow): AuditRecord {
  return {
    projectId,
    seq,
    at: 0,
    action: 'entries-missing',
    detail: `${head.count - seq} of ${head.count} entries are missing at the end.`,
    previous,
    hash: head.hash
  };
}
