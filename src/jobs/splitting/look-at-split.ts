import type { Parts, SplitSpec } from '../../core/split.ts';
import { divide } from '../../stages/split/divide.ts';
import type { Experiment } from '../experiment/load-experiment.ts';
import type { JobServices } from '../services.ts';
import { suggestedSplit, readSplit } from './current-split.ts';

/** A division that may or may not be kept. */
export interface SeenSplit {
  readonly spec: SplitSpec;
  readonly parts: Parts;
  readonly notes: readonly string[];
}

/** The division a run would work with now, without making or storing one: looking at a screen decides nothing. */
export async function lookAtSplit(services: JobServices, experiment: Experiment): Promise<SeenSplit> {
  const { split } = experiment.project;
  const spec = split?.spec ?? (await suggestedSplit(experiment)).spec;
  const tried = tryDivision(experiment, spec);
  return split?.datasetId === experiment.dataset.id ? { ...(await readSplit(services, split)), notes: tried.notes } : tried;
}

/** The division a spec would make. @throws LatheError as `divide` does */
export function tryDivision({ table, dataset, rows, usable }: Experiment, spec: SplitSpec): SeenSplit {
  const { parts, notes } = divide(table, spec, { target: rows.target, rows: usable, schema: dataset.columns });
  return { spec, parts, notes: notes.map((told) => told.message) };
}
