import type { Database } from './database.ts';
import { settleAll } from './settle-terms.ts';
import { SCHEMA_VERSION } from './stores.ts';
import { recordVersions, type RecordStore, type RecordVersions } from './records/kinds.ts';
import type { RecordKind } from './records/record.ts';

export type Kinds = Readonly<Record<string, RecordKind<unknown>>>;

/**
 * Brings every stored record to the version this build knows, in one transaction with the note of those versions and of the schema: a tab that dies
 * on the way leaves the old records whole.
 */
export async function migrate(db: Database, kinds: Kinds): Promise<void> {
  const { meta } = db.stores;
  const stored = await db.read(['meta'], () => meta.bulkGet(['schemaVersion', 'recordVersions']));
  if (((stored[0]?.value as number | undefined) ?? 0) > SCHEMA_VERSION) return; // A newer tab's data: this one can only read.
  const before = (stored[1]?.value as RecordVersions | undefined) ?? {};
  const late = Object.entries(kinds).filter(([store, kind]) => (before[store] ?? kind.version) < kind.version);
  if (stored[0]?.value === SCHEMA_VERSION && stored[1] && late.length === 0) return;
  const isSettling = late.some(([store]) => store === 'projects');
  await db.write(
    [...new Set([...late.map(([store]) => store as RecordStore), ...(isSettling ? (['projects', 'datasets'] as const) : [])])],
    async () => {
      for (const [store, kind] of late) await upgradeStore(db, store as RecordStore, kind, before[store]!);
      if (isSettling) await settleAll(db);
      const versions = { ...recordVersions, ...Object.fromEntries(Object.entries(kinds).map(([store, kind]) => [store, kind.version])) };
      await meta.bulkPut([
        { key: 'schemaVersion', value: SCHEMA_VERSION },
        { key: 'recordVersions', value: versions }
      ]);
    }
  );
}

async function upgradeStore(db: Database, store: RecordStore, kind: RecordKind<unknown>, from: number): Promise<void> {
  await db.dexie
    .table(store)
    .toCollection()
    .modify((record: unknown, row: { value: unknown }) => {
      row.value = kind.upgrade(record, from);
    });
}
