import type { SuiteCause } from '../../core/rule.ts';
import type { Dataset } from '../api/data.ts';
import type { Project } from '../api/projects.ts';
import type { Services } from '../services.ts';
import { datasetOf } from './from-records.ts';
import { experimentVerbs } from './experiments.ts';
import { lookingVerbs } from './exploring.ts';
import { fileVerbs, importVerbs } from './files.ts';
import { problemVerbs } from './problem.ts';
import { quarantineVerbs } from './quarantine.ts';
import { holdNewVersion, ruleVerbs } from './rules.ts';
import { shapingVerbs } from './shaping.ts';

const ROWS_AT_ONCE = 100;

/** Everything done to data: in workers, by id. */
export function dataVerbs(services: Services, projectId: string): Project['data'] {
  const { storage, reader } = services;
  const target = async () => (await storage.projects.get(projectId)).problem?.target;
  const read = async (id: string): Promise<Dataset> => datasetOf(await storage.datasets.get(id), await target());
  const quick = new AbortController().signal;
  const held = (cause: SuiteCause) => async (id: string) => {
    await holdNewVersion(services, projectId, id, cause);
    return read(id);
  };
  return {
    ...importVerbs(services, projectId, held('import')),

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
      return held('new-version')(id);
    },
    rows: (datasetId, { start = 0, count = ROWS_AT_ONCE } = {}) => reader.run(quick, (api) => api.rows({ datasetId, start, count })),
    images: (datasetId, rows) => reader.run(quick, (api) => api.images({ datasetId, rows })),
    ...fileVerbs(services, projectId),
    ...quarantineVerbs(services),
    ...ruleVerbs(services, projectId),
    ...shapingVerbs(services, projectId, read, held('new-version')),
    ...lookingVerbs(services),
    ...experimentVerbs(services, projectId)
  };
}

/** The problem names the target; giving a column that role is another way of saying it. */
async function followTarget(services: Services, projectId: string, column: string): Promise<void> {
  const { problem } = await services.storage.projects.get(projectId);
  if (problem && problem.target !== column) await problemVerbs(services, projectId).set({ target: column });
}
