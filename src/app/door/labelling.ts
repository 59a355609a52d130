import { RESOLVED } from '../../core/labelling.ts';
import type { Agreement, LabelColumn, LabellingVerbs, LabelState, SuggestedLabels } from '../api/labelling.ts';
import type { Services } from '../services.ts';
import { datasetOf } from './from-records.ts';
import { progressOf, signalOf } from './watch.ts';

const quick = new AbortController().signal;
const ASKED_AT_ONCE = 12;

const placeOf = (datasetId: string, { column }: LabelColumn = {}) => ({ datasetId, column: column ?? null });

/** Rows labelled by hand, in workers; what is quick does not wait for what is long. */
export function labellingVerbs({ reader, importer, storage }: Services, projectId: string): LabellingVerbs {
  const set: LabellingVerbs['set'] = (datasetId, by, labels, { how = 'hand', ...options } = {}) =>
    reader.run(quick, (api) => api.setLabels({ ...placeOf(datasetId, options), by, how, labels }));
  return {
    state: async (datasetId, options) => (await reader.run(quick, (api) => api.labelState(placeOf(datasetId, options)))) as LabelState,
    orders: () => reader.run(quick, (api) => api.labelOrders()),
    next: (datasetId, by, { order = 'as-they-come', from = 'unlabelled', count = ASKED_AT_ONCE, run, ...options } = {}) =>
      importer.run(signalOf(options), (api) =>
        api.askRows({ ...placeOf(datasetId, options), by, order, from, count, runId: run ?? null }, signalOf(options), progressOf(options))
      ),
    set,
    undo: (datasetId, by, options) => reader.run(quick, (api) => api.undoLabels({ ...placeOf(datasetId, options), by })),
    suggest: async (datasetId, options) =>
      (await importer.run(signalOf(options), (api) =>
        api.suggestLabels(placeOf(datasetId, options), signalOf(options), progressOf(options))
      )) as SuggestedLabels,
    agreement: async (datasetId, { level = 'nominal', ...options } = {}) =>
      (await importer.run(signalOf(options), (api) =>
        api.agreement({ ...placeOf(datasetId, options), level }, signalOf(options), progressOf(options))
      )) as Agreement,
    resolve: (datasetId, row, label, options) =>
      reader.run(quick, (api) =>
        api.setLabels({ ...placeOf(datasetId, options), by: RESOLVED, how: 'resolved', labels: [{ row, label }] })
      ),
    async commit(datasetId, options) {
      const id = await importer.run(signalOf(options), (api) =>
        api.commitLabels(placeOf(datasetId, options), signalOf(options), progressOf(options))
      );
      const { problem } = await storage.projects.get(projectId);
      return datasetOf(await storage.datasets.get(id), problem?.target);
    },
    export: (datasetId, options) => reader.run(quick, (api) => api.exportLabels(placeOf(datasetId, options)))
  };
}
