import { partOf, type WorkContext } from '../../core/context.ts';
import { synthesisNoColumns, synthesisRowsOdd } from '../../core/errors/synthesising.ts';
import { note, type Note } from '../../core/note.ts';
import { createPacer, type Pacer } from '../../core/pacer.ts';
import { forkRng } from '../../core/rng.ts';
import { marksOf, type ColumnSchema } from '../../core/schema.ts';
import type { Likeness, Synthesis } from '../../core/synthesis.ts';
import { findColumn, gather, textColumn, type Column, type RowSet, type Table } from '../../core/table.ts';
import { counted } from '../../core/words.ts';
import { associate } from '../../stages/explore/associations.ts';
import type { Association } from '../../stages/explore/profile-type.ts';
import { chooseColumns, type ColumnChoice } from '../../stages/synthesise/choose-columns.ts';
import { closenessOf } from '../../stages/synthesise/closeness.ts';
import { columnDistance } from '../../stages/synthesise/distance.ts';
import { drawRows } from '../../stages/synthesise/draw-rows.ts';
import { fitCopula } from '../../stages/synthesise/fit-copula.ts';
import { compareAssociations } from '../../stages/synthesise/compare-associations.ts';
import type { DatasetRecord, StoredColumn } from '../../storage/records/dataset.ts';
import { chunkRowsOf, type DatasetWriter } from '../../storage/storage.ts';
import type { JobServices } from '../services.ts';
import { parentOf } from '../shaping/shape-dataset.ts';
import { storeColumn } from '../store-column.ts';
import { chooseRows, type ChosenRows } from './choose-rows.ts';
import { measureUtility } from './measure-utility.ts';

export interface SynthesiseJob {
  readonly datasetId: string;
  /** Rows to make up; as many as there are when null. */
  readonly rows: number | null;
  readonly seed: number;
}

const MOST_ROWS = 10_000_000;

/**
 * Makes a version of rows that were made up: a copula is fitted to rows learned from, rows are drawn from it, and the drawn rows are judged by rows held
 * out of it. The version is marked as synthetic, and so is all that is made from it.
 * @returns the id of the new version
 * @throws LatheError `synthesis-too-few-rows`, `synthesis-no-columns`, `synthesis-rows-odd`
 */
export async function synthesise(job: SynthesiseJob, services: JobServices, context: WorkContext): Promise<string> {
  const dataset = await services.storage.datasets.get(job.datasetId);
  const rows = job.rows ?? dataset.rows;
  if (!Number.isInteger(rows) || rows < 1 || rows > MOST_ROWS) throw synthesisRowsOdd(rows, MOST_ROWS);
  const chosen = await chooseRows(dataset, job.seed, services);
  const choice = chooseColumns(gather(chosen.table, chosen.learned), dataset.columns);
  if (choice.modelled.length === 0) throw synthesisNoColumns(choice.leftOut.map(({ name }) => name));
  const copula = await fitCopula(choice.modelled, chosen.learned.length, partOf(context, 0, 0.2));
  const drawn = await drawRows(copula, rows, { ...partOf(context, 0.2, 0.35), rng: forkRng(job.seed, 'synthetic rows') });
  const made: Table = { rows, columns: drawn };
  const synthetic = await judged(job, chosen, choice, made, copula.notes, partOf(context, 0.35, 0.95));
  return store(dataset, made, choice, synthetic, services, partOf(context, 0.95, 1));
}

async function judged(
  job: SynthesiseJob,
  chosen: ChosenRows,
  { modelled, numbered, leftOut }: ColumnChoice,
  made: Table,
  told: readonly Note[],
  context: WorkContext
): Promise<Synthesis> {
  const names = modelled.map(({ name }) => name);
  const part = (rows: RowSet): Table =>
    gather({ rows: chosen.table.rows, columns: names.map((name) => findColumn(chosen.table, name)!) }, rows);
  const [learned, held] = [part(chosen.learned), part(chosen.held)];
  const pace = createPacer(context);
  const found = await associationsOfEach(learned, [made, held], pace);
  return {
    method: 'gaussian-copula',
    seed: job.seed,
    learnedRows: learned.rows,
    heldRows: held.rows,
    columns: { leftOut, numbered },
    privacy: await closenessOf(made, learned, held, { ...partOf(context, 0, 0.5), rng: forkRng(job.seed, 'closeness') }),
    utility: chosen.experiment && (await measureUtility(chosen, chosen.experiment, made, job.seed, partOf(context, 0.5, 1))),
    distances: distancesOf(learned, made, held),
    associations: compareAssociations(found[0]!, found[1]!, found[2]!),
    notes: [...told, ...(chosen.why === null ? [] : [note('no-question', `How useful the rows are was not measured: ${chosen.why}`)])]
  };
}

/** The same pairs in each: of a wide table, those that are compared in the first. */
async function associationsOfEach(first: Table, others: readonly Table[], pace: Pacer): Promise<Association[][]> {
  const { associations, compared } = await associate(first, null, pace);
  const found = [associations];
  for (const { rows, columns } of others) {
    const same = { rows, columns: columns.filter(({ name }) => compared.includes(name)) };
    found.push((await associate(same, null, pace)).associations);
  }
  return found;
}

function distancesOf(learned: Table, made: Table, held: Table): Likeness[] {
  const distances = learned.columns.flatMap((column, i) => {
    const [synthetic, real] = [made, held].map((table) => columnDistance(column, table.columns[i]!));
    return synthetic == null || real == null ? [] : [{ name: column.name, synthetic, real }];
  });
  return distances.sort((a, b) => b.synthetic - a.synthetic);
}

async function store(
  dataset: DatasetRecord,
  made: Table,
  choice: ColumnChoice,
  synthetic: Synthesis,
  { storage, now }: JobServices,
  context: WorkContext
): Promise<string> {
  const { rows } = made;
  const said = `Made up ${counted(rows, 'row')} from ${counted(synthetic.learnedRows, 'row')} of version ${dataset.version} by a Gaussian copula.`;
  const writer = await storage.datasets.write(dataset.projectId);
  try {
    const columns = await storeColumns(dataset.columns, made, choice, writer, context);
    const { id } = await writer.commit({
      name: dataset.synthetic ? dataset.name : `${dataset.name} (synthetic)`,
      rows,
      columns,
      parentId: dataset.id,
      notes: ['These rows were made up.'],
      report: null,
      source: dataset.source,
      made: { by: 'synthesis', said: [said], steps: [], parents: [parentOf(dataset)] },
      synthetic
    });
    await storage.audit.append(dataset.projectId, now(), 'dataset-synthesised', said);
    return id;
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

async function storeColumns(
  schema: readonly ColumnSchema[],
  made: Table,
  { numbered }: ColumnChoice,
  writer: DatasetWriter,
  context: WorkContext
): Promise<StoredColumn[]> {
  const columns: StoredColumn[] = [];
  for (const before of schema) {
    const { name, role, isOrdinal, zone, unit, written } = before;
    const column = findColumn(made, name) ?? (numbered.includes(name) ? numberedAnew(before, made.rows) : null);
    if (!column) continue;
    const type = column.kind === 'text' ? 'text' : before.type;
    const kept = {
      name,
      type,
      role,
      ...(written ? { written } : {}),
      ...marksOf({ ...(isOrdinal && { isOrdinal }), ...(zone !== undefined && { zone }), ...(unit !== undefined && { unit }) })
    };
    columns.push(await storeColumn(column, kept, { rows: made.rows, chunkRows: chunkRowsOf([]), writer, context }));
  }
  return columns;
}

function numberedAnew({ name, type }: ColumnSchema, rows: number): Column {
  const isNumber = type === 'number' || type === 'integer';
  if (isNumber) return { kind: 'number', name, values: Float64Array.from({ length: rows }, (_, row) => row + 1) };
  return textColumn(
    name,
    Array.from({ length: rows }, (_, row) => `row ${row + 1}`)
  );
}
