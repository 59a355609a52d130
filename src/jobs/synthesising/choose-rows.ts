import { isLatheError } from '../../core/errors/lathe-error.ts';
import { synthesisTooFewRows } from '../../core/errors/synthesising.ts';
import { forkRng, shuffled } from '../../core/rng.ts';
import { allRows, type RowSet, type Table } from '../../core/table.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import { loadExperiment, type Experiment } from '../experiment/load-experiment.ts';
import type { JobServices } from '../services.ts';
import { lookAtSplit } from '../splitting/look-at-split.ts';

/** Rows to learn from, rows to judge by, and the question where there is one. */
export interface ChosenRows {
  readonly table: Table;
  readonly learned: RowSet;
  readonly held: RowSet;
  readonly experiment: Experiment | null;
  /** Why no question could be asked, where one was meant to be. */
  readonly why: string | null;
}

/** Of fewer rows, what is learned is what single rows say. */
export const FEWEST_LEARNED = 100;
const FEWEST_HELD = 20;
const HELD_SHARE = 0.2;

/**
 * Where a question is asked, the training part is learned from and the validation part judges: the sealed test part takes no part, for what is made up goes
 * into new models. Otherwise a fifth of the rows judges.
 * @throws LatheError `synthesis-too-few-rows`
 */
export async function chooseRows(dataset: DatasetRecord, seed: number, services: JobServices): Promise<ChosenRows> {
  const asked = await askedOf(dataset, services);
  if ('experiment' in asked) {
    const { train, validation } = (await lookAtSplit(services, asked.experiment)).parts;
    const { table } = asked.experiment;
    if (validation.length >= FEWEST_HELD)
      return checked({ table, learned: train, held: validation, experiment: asked.experiment, why: null });
    return checked({ table, ...apart(train, seed), experiment: asked.experiment, why: null });
  }
  const names = dataset.columns.filter(({ role }) => role !== 'ignore').map(({ name }) => name);
  const table = await services.storage.datasets.readTable(dataset.id, names);
  return checked({ table, ...apart(allRows(table.rows), seed), experiment: null, why: asked.why });
}

async function askedOf(
  dataset: DatasetRecord,
  { storage }: JobServices
): Promise<{ readonly experiment: Experiment } | { readonly why: string | null }> {
  try {
    return { experiment: await loadExperiment(storage, dataset.projectId) };
  } catch (error) {
    if (!isLatheError(error)) throw error;
    return { why: error.code === 'no-target' ? null : error.message };
  }
}

function apart(rows: RowSet, seed: number): Pick<ChosenRows, 'learned' | 'held'> {
  const order = shuffled(rows, forkRng(seed, 'held out of a synthesis'));
  const held = Math.round(HELD_SHARE * rows.length);
  return { held: order.slice(0, held).sort(), learned: order.slice(held).sort() };
}

function checked(rows: ChosenRows): ChosenRows {
  if (rows.learned.length < FEWEST_LEARNED) throw synthesisTooFewRows(rows.learned.length, FEWEST_LEARNED);
  return rows;
}
