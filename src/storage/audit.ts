import Dexie from 'dexie';
import { findBreak, hashOfEntry } from './audit-chain.ts';
import type { Database } from './database.ts';
import { requireProject } from './project-guard.ts';
import { auditKind, type AuditRecord } from './records/log.ts';
import type { Storage } from './storage.ts';

export function createAudit(db: Database): Storage['audit'] {
  const { audit, auditHeads } = db.stores;
  const list = (projectId: string) => db.read(['audit'], () => entriesOf(db, projectId));
  return {
    append: (projectId, at, action, detail) =>
      db.write(['projects', 'audit', 'auditHeads'], async () => {
        await requireProject(db, projectId);
        const head = await auditHeads.get(projectId);
        const entry = { seq: head?.count ?? 0, at, action, detail, previous: head?.hash ?? '' };
        const hash = await Dexie.waitFor(hashOfEntry(entry));
        const record = auditKind.check({ projectId, ...entry, hash });
        await audit.add(record);
        await auditHeads.put({ projectId, count: record.seq + 1, hash });
        return record;
      }),
    list,
    async verify(projectId) {
      const [entries, head] = await db.read(['audit', 'auditHeads'], () =>
        Promise.all([entriesOf(db, projectId), auditHeads.get(projectId)])
      );
      return findBreak(projectId, entries, head);
    }
  };
}

const entriesOf = (db: Database, projectId: string): Promise<AuditRecord[]> =>
  db.stores.audit.where('[projectId+seq]').between([projectId, Dexie.minKey], [projectId, Dexie.maxKey]).toArray();
