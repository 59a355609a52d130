import type { PartName, Parts, SplitSpec } from '../../core/split.ts';
import type { SplitRecord } from '../../storage/records/project.ts';
import { rowOrder } from '../../stages/explore/row-order/row-order.ts';
import { divide } from '../../stages/split/divide.ts';
import { orderInTime } from '../../stages/split/order-in-time.ts';
import { suggestSplit, type SuggestedSplit } from '../../stages/split/suggest-split.ts';
import type { Experiment } from '../experiment/load-experiment.ts';
import { hashOfParts, partNames, readRowSet, storeParts } from '../experiment/row-sets.ts';
import type { JobServices } from '../services.ts';
import { contaminationOf } from './contamination.ts';

/** The division a project works with, its rows read. */
export interface CurrentSplit {
  readonly spec: SplitSpec;
  readonly parts: Parts;
  readonly hash: string;
  readonly stored: Readonly<Record<PartName, string>>;
  readonly notes: readonly string[];
}

/**
 * The project's division; the suggested one is made and kept when there is none. A new version of the data is divided anew by the same spec;
 * the looks at the test part are still counted, for the rows are the same people.
 */
export async function currentSplit(services: JobServices, experiment: Experiment): Promise<CurrentSplit> {
  const { split } = experiment.project;
  if (split?.datasetId === experiment.dataset.id) return readSplit(services, split);
  const spec = split?.spec ?? (await suggestedSplit(experiment)).spec;
  return saveSplit(services, experiment, spec);
}

/** The split this data call for, with the reason. */
export async function suggestedSplit({ dataset, problem, rows, table }: Experiment): Promise<SuggestedSplit> {
  const order = await rowOrder(table, dataset.columns, problem.target ?? null, () => Promise.resolve());
  const alike = order?.kind === 'near-alike' ? order : null;
  return suggestSplit(dataset.columns, rows.target, { orderedBy: orderInTime(table), alike });
}

export async function readSplit(
  { storage }: JobServices,
  split: Pick<SplitRecord, 'parts' | 'hash' | 'spec'> & Partial<Pick<SplitRecord, 'notes'>>
): Promise<CurrentSplit> {
  const [train, validation, test] = await Promise.all(partNames.map((part) => readRowSet(storage, split.parts[part])));
  return {
    spec: split.spec,
    parts: { train: train!, validation: validation!, test: test! },
    hash: split.hash,
    stored: split.parts,
    notes: split.notes ?? []
  };
}

/** Divides the rows by a spec and makes that the project's division. */
export async function saveSplit({ storage, now }: JobServices, experiment: Experiment, spec: SplitSpec): Promise<CurrentSplit> {
  const { table, dataset, project, rows, usable } = experiment;
  const { parts, notes } = divide(table, spec, { target: rows.target, rows: usable, schema: dataset.columns });
  const told = [...notes.map((entry) => entry.message), ...(await contaminationOf(experiment, parts, spec))];
  const stored = await storeParts(storage, parts);
  const hash = await hashOfParts(parts);
  const counts = { train: parts.train.length, validation: parts.validation.length, test: parts.test.length };
  const split = { spec: { ...spec, seed: spec.seed ?? 0 }, datasetId: dataset.id, hash, rows: counts, parts: stored, notes: told };
  await storage.projects.update(project.id, (before) => ({
    ...before,
    split: { ...split, testOpenings: before.split?.testOpenings ?? [] }
  }));
  const said = `${spec.kind}: ${counts.train} train, ${counts.validation} validation, ${counts.test} test`;
  await storage.audit.append(project.id, now(), 'split-made', said);
  return { spec, parts, hash, stored, notes: told };
}
