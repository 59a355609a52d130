import { tagInvalid } from '../../core/errors/shaping.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import type { ShapePreview, ShapingVerbs, VersionDiff, JoinableTable } from '../api/shaping.ts';
import type { Dataset } from '../api/data.ts';
import type { Services } from '../services.ts';
import { progressOf, signalOf } from './watch.ts';

const quick = new AbortController().signal;

/** Tables made from tables, in workers; and what is done with versions. @param fresh a version that was just made */
export function shapingVerbs(
  services: Services,
  projectId: string,
  read: (id: string) => Promise<Dataset>,
  fresh: (id: string) => Promise<Dataset>
): ShapingVerbs {
  const { importer, reader } = services;
  return {
    ...versionVerbs(services, projectId, read, fresh),
    shape: async (datasetId, steps, watch) =>
      fresh(await importer.run(signalOf(watch), (api) => api.shape({ datasetId, steps }, signalOf(watch), progressOf(watch)))),
    previewShape: async (datasetId, steps, watch) =>
      (await reader.run(signalOf(watch), (api) =>
        api.previewShape({ datasetId, steps }, signalOf(watch), progressOf(watch))
      )) as ShapePreview,
    synthesise: async (datasetId, { rows, seed, ...watch } = {}) =>
      read(
        await importer.run(signalOf(watch), (api) =>
          api.synthesise({ datasetId, rows: rows ?? null, seed: seed ?? 0 }, signalOf(watch), progressOf(watch))
        )
      ),
    tables: () => joinableTables(services, projectId)
  };
}

type VersionVerbs = Pick<ShapingVerbs, 'diff' | 'tag' | 'restore' | 'removeVersion' | 'storage'>;

function versionVerbs(
  services: Services,
  projectId: string,
  read: (id: string) => Promise<Dataset>,
  fresh: (id: string) => Promise<Dataset>
): VersionVerbs {
  const { storage, importer, reader } = services;
  const numbered = async (id: string) => `version ${(await storage.datasets.get(id)).version}`;
  const log = (action: string, detail: string) => storage.audit.append(projectId, services.now(), action, detail);
  return {
    diff: async (before, after, { key, ...watch } = {}) =>
      (await importer.run(signalOf(watch), (api) =>
        api.diffVersions({ before, after, key: key ?? null }, signalOf(watch), progressOf(watch))
      )) as VersionDiff,
    async tag(datasetId, tags) {
      const given = tags.map((tag) => tag.trim());
      for (const tag of given) if (tag === '' || tag.length > 60) throw tagInvalid(tag);
      await storage.datasets.setTags(datasetId, given);
      await log('dataset-tagged', `${await numbered(datasetId)}: ${given.join(', ') || 'no tags'}`);
      return read(datasetId);
    },
    restore: async (datasetId) => fresh(await reader.run(quick, (api) => api.restoreVersion({ datasetId }))),
    async removeVersion(datasetId) {
      const { version, hash } = await storage.datasets.get(datasetId);
      await storage.datasets.remove(datasetId);
      await log('dataset-removed', `version ${version}, fingerprint ${hash.slice(0, 12)}`);
    },
    storage: async () => (await storage.datasets.bytesByVersion(projectId)).map((bytes) => ({ ...bytes }))
  };
}

async function joinableTables({ storage }: Services, projectId: string): Promise<JoinableTable[]> {
  const projects = await storage.projects.list();
  const own = projects.find(({ id }) => id === projectId);
  const others = projects.filter(({ id, datasetId }) => id !== projectId && datasetId !== null);
  const versions = own ? (await storage.datasets.list(projectId)).reverse() : [];
  const tables = versions.map((record) => tableOf(record, own!.name, true));
  for (const { name, datasetId } of others) tables.push(tableOf(await storage.datasets.get(datasetId!), name, false));
  return tables;
}

const tableOf = ({ id, name, version, rows, columns }: DatasetRecord, project: string, isOwn: boolean): JoinableTable => ({
  id,
  name,
  version,
  project,
  isOwn,
  rows,
  columns: columns.map((column) => ({ name: column.name, type: column.type }))
});
