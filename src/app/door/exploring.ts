import type { Finding } from '../../core/finding.ts';
import type { PlacesReport } from '../../core/looks/places.ts';
import type { ValuesAt } from '../../core/looks/row-map.ts';
import type { Anonymity, ExploringVerbs, LinkedCounts, Profile, SeriesReport } from '../api/exploring.ts';
import type { Services } from '../services.ts';
import { progressOf, signalOf } from './watch.ts';

/** What is found out about a dataset; kept by the hash of what it was made from. */
export function lookingVerbs(services: Services): Omit<ExploringVerbs, 'threeThings' | 'featurePower'> {
  const { importer, reader, storage } = services;
  const quick = new AbortController().signal;
  return {
    async series(datasetId, { column, time, period, ...watch }) {
      const { columns } = await storage.datasets.get(datasetId);
      const times = columns.filter(({ kind }) => kind === 'time');
      const chosen = time ?? (times.find(({ role }) => role === 'time') ?? times[0])?.name ?? '';
      const job = { datasetId, column, time: chosen, period: period ?? null };
      return (await reader.run(signalOf(watch), (api) => api.series(job, signalOf(watch), progressOf(watch)))) as SeriesReport;
    },
    crossFilter: (datasetId, { columns, filters = {}, density = null }) =>
      reader.run(quick, (api) => api.crossFilter({ datasetId, columns, filters, density })) as Promise<LinkedCounts>,
    quality: (datasetId, watch) => importer.run(signalOf(watch), (api) => api.quality({ datasetId }, signalOf(watch), progressOf(watch))),
    outliers: (datasetId, watch) => importer.run(signalOf(watch), (api) => api.outliers({ datasetId }, signalOf(watch), progressOf(watch))),
    story: (datasetId, watch) => importer.run(signalOf(watch), (api) => api.story({ datasetId }, signalOf(watch), progressOf(watch))),
    map: (datasetId, { method, seed = 0, ...watch }) =>
      importer.run(signalOf(watch), (api) => api.map({ datasetId, method, seed }, signalOf(watch), progressOf(watch))),
    ...readingVerbs(services),
    places: (datasetId) => reader.run(quick, async (api): Promise<PlacesReport[]> => api.places({ datasetId })),
    valuesAt: (datasetId, { column, rows }) =>
      reader.run(quick, async (api): Promise<ValuesAt> => api.valuesAt({ datasetId, column, rows: Uint32Array.from(rows) })),
    compareWith: (datasetId, against, watch) =>
      importer.run(signalOf(watch), (api) => api.compareData({ datasetId, against }, signalOf(watch), progressOf(watch))),
    profile: (datasetId, watch) =>
      importer.run(signalOf(watch), (api) => api.profile({ datasetId }, signalOf(watch), progressOf(watch))) as Promise<Profile>,
    audit: (datasetId, watch): Promise<Finding[]> =>
      importer.run(signalOf(watch), (api) => api.audit({ datasetId }, signalOf(watch), progressOf(watch))),
    labelErrors: (datasetId, watch) =>
      importer.run(signalOf(watch), (api) => api.labelErrors({ datasetId }, signalOf(watch), progressOf(watch))),
    anonymity: (datasetId, columns, watch) =>
      importer.run(signalOf(watch), (api) =>
        api.measureGroups({ datasetId, columns: columns ?? null }, signalOf(watch), progressOf(watch))
      ) as Promise<Anonymity>,
    privacy: (datasetId, watch): Promise<Finding[]> =>
      importer.run(signalOf(watch), (api) => api.privacy({ datasetId }, signalOf(watch), progressOf(watch)))
  };
}

/** What stands in columns of texts. */
function readingVerbs({ importer }: Services): Pick<ExploringVerbs, 'texts' | 'summarise' | 'topics'> {
  return {
    texts: (datasetId, { column, by = null, ...watch }) =>
      importer.run(signalOf(watch), (api) => api.texts({ datasetId, column, by }, signalOf(watch), progressOf(watch))),
    topics: (datasetId, column, { topics = 6, seed = 0, ...watch } = {}) =>
      importer.run(signalOf(watch), (api) => api.topics({ datasetId, column, topics, seed }, signalOf(watch), progressOf(watch))),
    summarise: (datasetId, column, { method = 'lexrank', sentences: count = 3, reference = null, rows = null, seed = 0, ...watch } = {}) =>
      importer.run(signalOf(watch), (api) =>
        api.summarise({ datasetId, column, method, count, reference, rows, seed }, signalOf(watch), progressOf(watch))
      )
  };
}
