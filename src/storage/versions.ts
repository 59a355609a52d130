import { unknownId } from '../core/errors/anywhere.ts';
import type { Database } from './database.ts';
import { requireProject } from './project-guard.ts';
import { versionKind, type VersionRecord } from './records/registry.ts';
import type { Storage } from './storage.ts';

export function createVersions(db: Database): Storage['versions'] {
  const { versions } = db.stores;
  const ofName = (projectId: string, name: string) => versions.where('[projectId+name]').equals([projectId, name]).toArray();
  return {
    add: (version) =>
      db.write(['projects', 'versions'], async () => {
        await requireProject(db, version.projectId);
        const earlier = await ofName(version.projectId, version.name);
        const number = earlier.reduce((highest, other) => Math.max(highest, other.version), 0) + 1;
        const created = versionKind.check({ ...version, version: number });
        await versions.add(created);
        for (const alias of created.aliases) await moveAlias(db, [...earlier, created], alias, number);
        return created;
      }),
    list: (projectId) => db.read(['versions'], () => versions.where('projectId').equals(projectId).toArray()),
    resolve: (projectId, model) =>
      db.read(['versions'], async () => resolved(await versions.where('projectId').equals(projectId).toArray(), model)),
    setChecks: (projectId, name, version, checks) =>
      db.write(['projects', 'versions'], async () => {
        await requireProject(db, projectId);
        const all = await ofName(projectId, name);
        const found = all.find((other) => other.version === version);
        if (!found) throw unknownId('model version', `${name}@${version}`, all.map(address));
        await versions.put(versionKind.check({ ...found, checks }));
      }),
    setAlias: (projectId, name, alias, version) =>
      db.write(['versions'], async () => {
        const all = await ofName(projectId, name);
        if (!all.some((other) => other.version === version)) {
          const known = all.length > 0 ? all : await versions.where('projectId').equals(projectId).toArray();
          throw unknownId('model version', `${name}@${version}`, known.map(address));
        }
        await moveAlias(db, all, alias, version);
      })
  };
}

const address = (version: VersionRecord) => `${version.name}@${version.version}`;

const isAt = (version: VersionRecord, model: string) =>
  address(version) === model || version.aliases.some((alias) => `${version.name}:${alias}` === model);

/** @throws LatheError `unknown-id` */
function resolved(all: readonly VersionRecord[], model: string): VersionRecord {
  const found = all.find((version) => isAt(version, model));
  if (found) return found;
  throw unknownId(
    'model version',
    model,
    all.flatMap((version) => [address(version), ...version.aliases.map((alias) => `${version.name}:${alias}`)])
  );
}

/** Of all versions of one name, `version` alone has the alias afterwards. */
async function moveAlias(db: Database, all: readonly VersionRecord[], alias: string, version: number): Promise<void> {
  for (const other of all) {
    const rest = other.aliases.filter((name) => name !== alias);
    const aliases = other.version === version ? [...rest, alias] : rest;
    if (String(aliases) !== String(other.aliases)) await db.stores.versions.put({ ...other, aliases });
  }
}
