import { partOf, type WorkContext } from '../core/context.ts';
import { noTarget } from '../core/errors/training.ts';
import type { Finding } from '../core/finding.ts';
import { below, createRng } from '../core/rng.ts';
import { gatherColumn, type Column, type Table } from '../core/table.ts';
import { auditPower, type FeaturePower } from '../stages/explore/power.ts';
import type { Profile } from '../stages/explore/profile-type.ts';
import { profileDataset } from './profile.ts';
import type { JobServices } from './services.ts';

/** A column made from the answers, to see whether it is found: in this share of the rows it holds the answer of another row. */
export interface PlantedLeak {
  readonly wrongShare: number;
  readonly seed: number;
}

export interface FeaturePowerResult {
  readonly target: string;
  /** What each column alone can say about the target on rows held out, strongest first. */
  readonly powers: readonly FeaturePower[];
  /** The name of the planted column; null when none was. */
  readonly planted: string | null;
  /** What the audit says of the planted column; null = it was not found. */
  readonly finding: Finding | null;
}

/**
 * How well each column alone predicts the target, with a leak planted among them where asked for. The stored data stay as they are.
 * @throws LatheError `no-target` before the project has one
 */
export async function measureFeaturePower(
  { datasetId, planted }: { readonly datasetId: string; readonly planted: PlantedLeak | null },
  services: JobServices,
  context: WorkContext
): Promise<FeaturePowerResult> {
  const { storage } = services;
  const dataset = await storage.datasets.get(datasetId);
  const { problem } = await storage.projects.get(dataset.projectId);
  const target = problem?.target;
  if (target === undefined || !dataset.columns.some(({ name }) => name === target)) throw noTarget();
  const names = dataset.columns.filter(({ kind }) => kind !== 'image' && kind !== 'text').map(({ name }) => name);
  const own = await storage.datasets.readTable(datasetId, names);
  const name = planted ? freshName(names) : null;
  const table = planted ? withLeak(own, target, name!, planted) : own;
  const schema = [...dataset.columns.filter((column) => names.includes(column.name)), ...leakSchema(dataset.columns, target, name)];
  const profile = withCopy(await profileDataset({ datasetId }, services, partOf(context, 0, 0.5)), target, name);
  const aim = { target, task: problem?.task === 'regression' ? ('regression' as const) : ('classification' as const) };
  const { powers, findings } = await auditPower(table, schema, profile, aim, partOf(context, 0.5, 1));
  return { target, powers, planted: name, finding: findings.find(({ columns }) => name !== null && columns.includes(name)) ?? null };
}

const freshName = (names: readonly string[]): string =>
  names.includes('written_afterwards') ? 'written_afterwards_2' : 'written_afterwards';

function leakSchema<C extends { readonly name: string; readonly role: string }>(
  columns: readonly C[],
  target: string,
  name: string | null
): C[] {
  const model = columns.find((column) => column.name === target);
  return name === null || !model ? [] : [{ ...model, name, role: 'feature' as const }];
}

/** The planted column holds the answers, so their profile serves for it: only counts are read from it. */
const withCopy = (profile: Profile, target: string, name: string | null): Profile =>
  name === null ? profile : { ...profile, columns: { ...profile.columns, [name]: profile.columns[target]! } };

function withLeak(table: Table, target: string, name: string, { wrongShare, seed }: PlantedLeak): Table {
  const answers = table.columns.find((column) => column.name === target)!;
  const rng = createRng(seed);
  const rows = Uint32Array.from({ length: table.rows }, (_, row) => (rng() < wrongShare ? below(rng, table.rows) : row));
  const leak: Column = { ...gatherColumn(answers, rows), name };
  return { rows: table.rows, columns: [...table.columns, leak] };
}
