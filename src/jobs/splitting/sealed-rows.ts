import { isLatheError } from '../../core/errors/lathe-error.ts';
import type { RowSet } from '../../core/table.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import { loadExperiment } from '../experiment/load-experiment.ts';
import type { JobServices } from '../services.ts';
import { lookAtSplit } from './look-at-split.ts';

/**
 * The test part of a version, in ascending order, under the division a run would work with now: rows that nothing may learn from, nor be chosen by. None
 * of a version that is not the current one, or where no question can be asked yet.
 */
export async function sealedRows(dataset: DatasetRecord, services: JobServices): Promise<RowSet> {
  try {
    const experiment = await loadExperiment(services.storage, dataset.projectId);
    return experiment.dataset.id === dataset.id ? (await lookAtSplit(services, experiment)).parts.test : new Uint32Array();
  } catch (error) {
    if (!isLatheError(error)) throw error;
    return new Uint32Array();
  }
}
