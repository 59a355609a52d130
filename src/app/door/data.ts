import type { CsvOptions } from '../../core/csv-options.ts';
import type { Anonymity, Dataset, Finding, Profile, Project, Watch } from '../lathe-api.ts';
import type { Services } from '../services.ts';
import { datasetOf } from './from-records.ts';
import { experimentVerbs } from './experiments.ts';
import { problemVerbs } from './problem.ts';
import { progressOf, signalOf } from './watch.ts';

const ROWS_AT_ONCE = 100;

/** Everything done to data: in workers, by id. */
export function dataVerbs(services: Services, projectId: string): Project['data'] {
  const { storage, importer, reader } = services;
  const target = async () => (await storage.projects.get(projectId)).problem?.target;
  const read = async (id: string): Promise<Dataset> => datasetOf(await storage.datasets.get(id), await target());
  const quick = new AbortController().signal;
  return {
    async importCsv(source, options = {}) {
      const { csv, watch } = parted(options);
      const job = { projectId, source, fileName: nameOf(source), options: csv };
      return read(await importer.run(signalOf(watch), (api) => api.importCsv(job, signalOf(watch), progressOf(watch))));
    },

    async importImages(source, options = {}) {
      const files = source instanceof Blob ? source : source.map((file) => ({ path: file.webkitRelativePath || file.name, file }));
      const name = options.name ?? (source instanceof File ? source.name.replace(/\.zip$/i, '') : 'images');
      const job = { projectId, name, source: files, ...(options.size === undefined ? {} : { size: options.size }) };
      return read(await importer.run(signalOf(options), (api) => api.importImages(job, signalOf(options), progressOf(options))));
    },

    async versions() {
      const name = await target();
      return (await storage.datasets.list(projectId)).map((record) => datasetOf(record, name));
    },

    async current() {
      const { datasetId } = await storage.projects.get(projectId);
      return datasetId === null ? null : read(datasetId);
    },

    async setColumn(datasetId, column, change) {
      const id = await reader.run(quick, (api) => api.setColumn({ datasetId, column, ...change }));
      if (change.role === 'target') await followTarget(services, projectId, column);
      return read(id);
    },
    rows: (datasetId, { start = 0, count = ROWS_AT_ONCE } = {}) => reader.run(quick, (api) => api.rows({ datasetId, start, count })),
    images: (datasetId, rows) => reader.run(quick, (api) => api.images({ datasetId, rows })),
    ...lookingVerbs(services),
    ...experimentVerbs(services, projectId)
  };
}

/** The problem names the target; giving a column that role is another way of saying it. */
async function followTarget(services: Services, projectId: string, column: string): Promise<void> {
  const { problem } = await services.storage.projects.get(projectId);
  if (problem && problem.target !== column) await problemVerbs(services, projectId).set({ target: column });
}

/** What is found out about a dataset; kept by the hash of what it was made from. */
function lookingVerbs({ importer }: Services): Pick<Project['data'], 'validate' | 'profile' | 'audit' | 'anonymity' | 'privacy'> {
  const quick = new AbortController().signal;
  return {
    validate: (datasetId, rules) => importer.run(quick, (api) => api.validate({ datasetId, rules: rules ?? null })),
    profile: (datasetId, watch) =>
      importer.run(signalOf(watch), (api) => api.profile({ datasetId }, signalOf(watch), progressOf(watch))) as Promise<Profile>,
    audit: (datasetId, watch): Promise<Finding[]> =>
      importer.run(signalOf(watch), (api) => api.audit({ datasetId }, signalOf(watch), progressOf(watch))),
    anonymity: (datasetId, columns, watch) =>
      importer.run(signalOf(watch), (api) =>
        api.measureGroups({ datasetId, columns: columns ?? null }, signalOf(watch), progressOf(watch))
      ) as Promise<Anonymity>,
    privacy: (datasetId, watch): Promise<Finding[]> =>
      importer.run(signalOf(watch), (api) => api.privacy({ datasetId }, signalOf(watch), progressOf(watch)))
  };
}

function parted(options: CsvOptions & Watch): { csv: CsvOptions; watch: Watch } {
  const { signal, onProgress, ...csv } = options;
  return { csv, watch: { ...(signal ? { signal } : {}), ...(onProgress ? { onProgress } : {}) } };
}

const nameOf = (source: Blob | string): string => (source instanceof File ? source.name : 'table.csv');
