import { archiveInvalid } from '../core/errors/archives.ts';
import { hashOfFeature } from '../core/stored-feature.ts';
import { isLatheError } from '../core/errors/lathe-error.ts';
import type { ProjectBundle } from './project-bundle.ts';
import { findBreak } from './audit-chain.ts';
import { chunksOfDataset, chunksOfProject, chunksOfRun } from './garbage.ts';
import { withSettled } from './settle-terms.ts';
import { hashOfDataset } from './dataset-writer.ts';
import { recordKinds, type RecordVersions } from './records/kinds.ts';
import type { RecordKind } from './records/record.ts';

/** What was read from an archive: nothing about it is known yet. */
export type UncheckedBundle = Readonly<Partial<Record<keyof ProjectBundle, unknown>>>;

const lists = ['datasets', 'runs', 'versions', 'deployments', 'predictions', 'requests', 'audit', 'results', 'features'] as const;
type ListName = (typeof lists)[number];

/**
 * Brings every record of a bundle to today's version and checks it by itself; then that all of them belong together.
 * @param versions of the records, as the archive was written
 * @param chunks the hashes the archive brings
 * @throws LatheError `record-invalid` or `archive-invalid`
 */
export async function checkBundle(
  unchecked: UncheckedBundle,
  versions: RecordVersions,
  chunks: ReadonlySet<string>
): Promise<ProjectBundle> {
  const upgraded = Object.fromEntries(
    lists.map((name) => [name, upgradeAll(name, unchecked[name] ?? absent(name), versions)])
  ) as unknown as Pick<ProjectBundle, ListName>;
  const bundle: ProjectBundle = {
    ...upgraded,
    project: withSettled(recordKinds.projects.upgrade(unchecked.project, versionOf(versions, 'projects')), upgraded.datasets),
    packages: hashesOf(unchecked.packages),
    auditHead: headOf(unchecked.auditHead)
  };
  checkBelonging(bundle);
  for (const feature of bundle.features)
    if ((await hashOfFeature(feature)) !== feature.hash) throw archiveInvalid(`the feature "${feature.name}" does not give its hash`);
  checkChunks(bundle, chunks);
  for (const dataset of bundle.datasets) {
    if ((await hashOfDataset(dataset.rows, dataset.columns)) !== dataset.hash)
      throw archiveInvalid(`the dataset "${dataset.name}" does not give its hash`);
  }
  const broken = await findBreak(bundle.project.id, bundle.audit, bundle.auditHead ?? undefined);
  if (broken) throw archiveInvalid(`its audit log does not follow from entry ${broken.seq} on`);
  return bundle;
}

/** Archives of before features were stored bring none. */
const absent = (name: ListName): unknown => (name === 'features' ? [] : undefined);

const versionOf = (versions: RecordVersions, store: string): number => versions[store] ?? 0;

function upgradeAll(name: ListName, value: unknown, versions: RecordVersions): unknown[] {
  if (!Array.isArray(value)) throw archiveInvalid(`its ${name} are not a list`);
  const kind: RecordKind<unknown> = recordKinds[name];
  return value.map((record) => {
    try {
      return kind.upgrade(record, versionOf(versions, name));
    } catch (error) {
      throw isLatheError(error) ? error : archiveInvalid(`one of its ${name} can’t be read`);
    }
  });
}

function hashesOf(value: unknown): string[] {
  if (!Array.isArray(value) || !value.every((hash) => typeof hash === 'string'))
    throw archiveInvalid('its packages are not a list of hashes');
  return value;
}

function headOf(value: unknown): ProjectBundle['auditHead'] {
  if (value === null) return null;
  const { projectId, count, hash } = (value ?? {}) as Record<string, unknown>;
  if (typeof projectId !== 'string' || typeof count !== 'number' || typeof hash !== 'string')
    throw archiveInvalid('the head of its audit log is not one');
  return { projectId, count, hash };
}

function checkBelonging(bundle: ProjectBundle): void {
  const { id } = bundle.project;
  const owned = [...bundle.datasets, ...bundle.runs, ...bundle.versions, ...bundle.deployments, ...bundle.audit, ...bundle.results];
  if (owned.some((record) => record.projectId !== id) || (bundle.auditHead && bundle.auditHead.projectId !== id)) {
    throw archiveInvalid('a record in it belongs to another project');
  }
  const deployments = new Set(bundle.deployments.map((deployment) => deployment.name));
  if ([...bundle.predictions, ...bundle.requests].some((record) => !deployments.has(record.deployment))) {
    throw archiveInvalid('a log entry in it belongs to no deployment');
  }
  const { datasetId } = bundle.project;
  if (datasetId !== null && !bundle.datasets.some((dataset) => dataset.id === datasetId))
    throw archiveInvalid('its current dataset is missing');
}

function checkChunks(bundle: ProjectBundle, chunks: ReadonlySet<string>): void {
  const due = new Set([
    ...chunksOfProject(bundle.project),
    ...bundle.datasets.flatMap(chunksOfDataset),
    ...bundle.runs.flatMap(chunksOfRun),
    ...bundle.packages
  ]);
  for (const hash of due) if (!chunks.has(hash)) throw archiveInvalid(`the piece ${hash.slice(0, 12)} is missing`);
  for (const hash of chunks) if (!due.has(hash)) throw archiveInvalid(`the piece ${hash.slice(0, 12)} belongs to nothing`);
  const packages = new Set(bundle.packages);
  if (bundle.versions.some((version) => !packages.has(version.hash))) throw archiveInvalid('the package of a version is missing');
}
