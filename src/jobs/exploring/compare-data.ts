import { partOf, type WorkContext } from '../../core/context.ts';
import { noSplitYet, nothingToCompare } from '../../core/errors/exploring.ts';
import type { Comparison, ComparisonAsk } from '../../core/looks/comparison.ts';
import { createPacer } from '../../core/pacer.ts';
import { gather, type Table } from '../../core/table.ts';
import { counted, grouped, listedNames, quoted } from '../../core/words.ts';
import { compareColumns } from '../../stages/explore/compare/compare-columns.ts';
import { comparisonSaid } from '../../stages/explore/compare/comparison-words.ts';
import { evenSample } from '../../stages/explore/even-sample.ts';
import { compareSchemas, type SchemaDifference } from '../../stages/shape/compare-schemas.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import { readRowSet } from '../experiment/row-sets.ts';
import type { JobServices } from '../services.ts';
import { leaksOf } from './leaks-of.ts';
import { tellApart } from './tell-apart.ts';

export interface CompareJob {
  readonly datasetId: string;
  readonly against: ComparisonAsk;
}

const MOST_ROWS = 200_000;
const MOST_LEARNED = 10_000;

interface Sides {
  readonly first: Table;
  readonly second: Table;
  readonly names: readonly [string, string];
  readonly schema: readonly string[];
  readonly looked: string;
}

/**
 * Two versions, or two parts of the division, against each other: columns, distributions, all of it at once. Of parts only the features are read,
 * never the answers nor what was made from them, so that the seal of the test part stays whole. Nothing is stored.
 * @throws LatheError `unknown-id`, `no-split-yet`, `nothing-to-compare`
 */
export async function compareData({ datasetId, against }: CompareJob, services: JobServices, context: WorkContext): Promise<Comparison> {
  const dataset = await services.storage.datasets.get(datasetId);
  const sides =
    against.kind === 'version'
      ? await versionsOf(dataset, against.datasetId, services)
      : await partsOf(dataset, [against.first, against.second], await leaksOf(dataset, services, partOf(context, 0, 0.2)), services);
  if (sides.first.columns.length === 0) throw nothingToCompare(...sides.names);
  context.onProgress(0.2);
  const notes: string[] = [];
  const [first, second] = [sides.first, sides.second].map((side, i) => sampled(side, sides.names[i]!, notes)) as [Table, Table];
  const pace = createPacer(context);
  const columns = await compareColumns(
    first.columns.map((column, i) => ({ first: column, second: second.columns[i]! })),
    pace
  );
  const learned = { first: evenSample(first, MOST_LEARNED), second: evenSample(second, MOST_LEARNED), names: sides.names };
  const joint = await tellApart(learned, partOf(context, 0.5, 1));
  const [a, b] = [
    { name: sides.names[0], rows: sides.first.rows },
    { name: sides.names[1], rows: sides.second.rows }
  ] as const;
  const said = comparisonSaid({ first: a, second: b }, columns, sides.schema, joint);
  return { first: a, second: b, said, looked: sides.looked, schema: sides.schema, columns, joint, notes };
}

function sampled(table: Table, name: string, notes: string[]): Table {
  if (table.rows > MOST_ROWS)
    notes.push(`Of ${name} an even sample of ${grouped(MOST_ROWS)} of ${counted(table.rows, 'row')} was compared.`);
  return evenSample(table, MOST_ROWS);
}

const isComparable = ({ kind, role }: DatasetRecord['columns'][number]) =>
  (kind === 'number' || kind === 'time' || kind === 'category') && role !== 'ignore' && role !== 'id';

async function versionsOf(dataset: DatasetRecord, otherId: string, { storage }: JobServices): Promise<Sides> {
  const other = await storage.datasets.get(otherId);
  const isSame = dataset.name === other.name;
  const nameOf = ({ name, version }: DatasetRecord) => (isSame ? `version ${version}` : `${quoted(name)} (version ${version})`);
  const both = dataset.columns
    .filter(isComparable)
    .filter(({ name, kind }) => other.columns.some((column) => column.name === name && column.kind === kind))
    .map(({ name }) => name);
  const first = ordered(await storage.datasets.readTable(dataset.id, both), both);
  const second = ordered(await storage.datasets.readTable(other.id, both), both);
  const looked = `${counted(both.length, 'column')} that both have, answers among them; ids, texts and images are left out.`;
  return {
    first,
    second,
    names: [nameOf(dataset), nameOf(other)],
    schema: schemaSaid(compareSchemas(dataset.columns, other.columns)),
    looked
  };
}

type PartName = 'train' | 'validation' | 'test';

async function partsOf(
  dataset: DatasetRecord,
  parts: readonly [PartName, PartName],
  leaks: ReadonlySet<string>,
  { storage }: JobServices
): Promise<Sides> {
  const { split, problem } = await storage.projects.get(dataset.projectId);
  if (split?.datasetId !== dataset.id || problem?.target === undefined) throw noSplitYet();
  const { target } = problem;
  const names = dataset.columns
    .filter(isComparable)
    .filter(({ name, role, origin }) => name !== target && role !== 'target' && !origin?.columns.includes(target) && !leaks.has(name))
    .map(({ name }) => name);
  const table = ordered(await storage.datasets.readTable(dataset.id, names), names);
  const [first, second] = [await readRowSet(storage, split.parts[parts[0]]), await readRowSet(storage, split.parts[parts[1]])];
  const looked = `${counted(names.length, 'feature')} of both parts. ${quoted(target)} is not compared, nor what was made from it or gives it away: this opens no seal, and is not counted as a look at the test part.`;
  const [a, b] = parts.map((part) => `the ${part === 'train' ? 'training' : part} part`) as [string, string];
  return { first: gather(table, first), second: gather(table, second), names: [a, b], schema: [], looked };
}

const ordered = (table: Table, names: readonly string[]): Table => ({
  rows: table.rows,
  columns: names.map((name) => table.columns.find((column) => column.name === name)!)
});

function schemaSaid({ added, removed, renamed, retyped, roles }: SchemaDifference): string[] {
  return [
    ...(removed.length > 0 ? [`only the first has ${listedNames(removed)}`] : []),
    ...(added.length > 0 ? [`only the second has ${listedNames(added)}`] : []),
    ...renamed.map(({ from, to }) => `${quoted(from)} is called ${quoted(to)} in the second`),
    ...retyped.map(({ name, from, to }) => `${quoted(name)} is ${from} in the first and ${to} in the second`),
    ...roles.map(({ name, from, to }) => `${quoted(name)} has the role ${from} in the first and ${to} in the second`)
  ];
}
