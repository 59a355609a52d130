import { partOf, type WorkContext } from '../../core/context.ts';
import { noImages, noUsableImages } from '../../core/errors/images.ts';
import { categoryColumn, textColumn, type Column } from '../../core/table.ts';
import { counted, listedNames, quoted } from '../../core/words.ts';
import { classOf } from '../../stages/ingest/image/safe-path.ts';
import type { InspectedImage } from '../../stages/ingest/image/inspect.ts';
import type { DatasetRecord, StoredColumn } from '../../storage/records/dataset.ts';
import { chunkRowsOf, type DatasetWriter } from '../../storage/storage.ts';
import { checkTotal, findImages, reportOn, type FoundImages, type ImageSource } from '../import-images.ts';
import { storeColumn } from '../store-column.ts';
import { parentOf } from '../shaping/shape-dataset.ts';
import { appendColumn, emptyColumn } from './append-column.ts';
import { decodeImages, type ImageServices } from './decode-images.ts';
import { photoColumns, type Places } from './photo-columns.ts';
import { PictureWriter } from './picture-writer.ts';
import { storedPictures } from './stored-pictures.ts';

export interface AddImagesJob {
  readonly datasetId: string;
  readonly source: ImageSource;
  /** The class of them all; the folder each is in when null. */
  readonly label: string | null;
  readonly places?: Places;
}

interface Adding {
  readonly job: AddImagesJob;
  readonly dataset: DatasetRecord;
  readonly image: StoredColumn & Required<Pick<StoredColumn, 'image'>>;
  readonly writer: DatasetWriter;
  readonly services: ImageServices;
}

/**
 * A new version of an image dataset with further images behind those it has, fitted into squares of the same size. Columns that files say nothing
 * of are missing in the new rows.
 * @returns the id of the new version
 * @throws LatheError `no-images` when the dataset has none, `no-usable-images`, `image-set-too-large`, `zip-unreadable`
 */
export async function addImages(job: AddImagesJob, services: ImageServices, context: WorkContext): Promise<string> {
  const startedAt = services.now();
  const dataset = await services.storage.datasets.get(job.datasetId);
  const image = dataset.columns.find((column) => column.kind === 'image');
  if (!image?.image) throw noImages(dataset.name);
  const found = await findImages(job.source, partOf(context, 0, 0.2));
  checkTotal(dataset.rows + found.images.length, image.image.width);
  const writer = await services.storage.datasets.write(dataset.projectId);
  try {
    const adding: Adding = { job, dataset, image: { ...image, image: image.image }, writer, services };
    const added = await writeAll(found, adding, partOf(context, 0.2, 1));
    context.signal.throwIfAborted();
    const report = reportOn(job.source, added.rows, services.now() - startedAt, found.issues);
    const made = { by: 'steps', said: [added.said], steps: [], parents: [parentOf(dataset)] } as const;
    const { name, source, notes } = dataset;
    const all = [...new Set([...notes, ...added.notes, ...found.issues.list().map(({ message }) => message)])];
    const rows = dataset.rows + added.rows;
    const version = await writer.commit({ name, rows, columns: added.columns, parentId: dataset.id, notes: all, report, source, made });
    await services.storage.audit.append(dataset.projectId, services.now(), 'dataset-changed', added.said);
    return version.id;
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

interface Added {
  readonly rows: number;
  readonly columns: readonly StoredColumn[];
  readonly notes: readonly string[];
  readonly said: string;
}

async function writeAll(found: FoundImages, adding: Adding, context: WorkContext): Promise<Added> {
  const { dataset, image, writer, services, job } = adding;
  const { width: size, channels } = image.image;
  const pictures = new PictureWriter(writer, { name: image.name, size }, channels);
  for await (const picture of storedPictures(services.storage, dataset, image.name)) await pictures.add(picture);
  const kept: InspectedImage[] = [];
  let copies = 0;
  for await (const one of decodeImages(found.images, size, { services, issues: found.issues, context: partOf(context, 0.1, 0.9) })) {
    if (await pictures.add(one.picture)) copies++;
    kept.push(one.image);
  }
  if (kept.length === 0)
    throw noUsableImages(
      found.files,
      found.issues.list().map(({ message }) => message)
    );
  const made = await pictures.finish(image.role);
  const fresh = freshColumns(adding, kept);
  const columns = await besideImages(adding, { made, fresh: fresh.columns, rows: kept.length }, context);
  const classes = [...new Set(kept.map(({ file }) => job.label ?? classOf(file.path)).filter((name) => name !== null))];
  const into = classes.length === 0 ? ', without a class' : ` to ${listedNames(classes)}`;
  const copied = copies === 0 ? [] : [`${counted(copies, 'added image is', 'added images are')} the very same as one that was there.`];
  const from = classes.length === 1 && job.label !== null ? ` to ${quoted(job.label)}` : into;
  return { rows: kept.length, columns, notes: [...fresh.notes, ...copied], said: `Added ${counted(kept.length, 'image')}${from}.` };
}

function freshColumns({ dataset, job }: Adding, kept: readonly InspectedImage[]): { columns: readonly Column[]; notes: readonly string[] } {
  const target =
    dataset.columns.find(({ role, kind }) => role === 'target' && kind === 'category') ??
    dataset.columns.find(({ name, kind }) => name === 'class' && kind === 'category');
  const label = categoryColumn(
    target?.name ?? 'class',
    kept.map(({ file }) => job.label ?? classOf(file.path))
  );
  const photos = photoColumns(
    kept.map(({ header }) => header.photo),
    job.places ?? 'keep'
  );
  const file = textColumn(
    'file',
    kept.map(({ file: { path } }) => path)
  );
  const hasClass = label.labels.length > 0 || target !== undefined;
  return { columns: [...(hasClass ? [label] : []), file, ...photos.columns], notes: photos.notes };
}

interface Beside {
  readonly made: StoredColumn & Required<Pick<StoredColumn, 'image'>>;
  readonly fresh: readonly Column[];
  readonly rows: number;
}

/** The columns of before with the new rows behind them, and those that are new with the old rows missing. */
async function besideImages(
  { dataset, writer, services }: Adding,
  { made, fresh, rows }: Beside,
  context: WorkContext
): Promise<StoredColumn[]> {
  const storing = { rows: dataset.rows + rows, writer, chunkRows: chunkRowsOf([made]), context };
  const out: StoredColumn[] = [];
  for (const { name, type, role, kind, origin } of dataset.columns) {
    if (name === made.name) {
      out.push(made);
      continue;
    }
    const before = (await services.storage.datasets.readTable(dataset.id, [name])).columns[0]!;
    const after = fresh.find((column) => column.name === name && column.kind === kind) ?? emptyColumn(before, rows);
    out.push(await storeColumn(appendColumn(before, after), { name, type, role, ...(origin ? { origin } : {}) }, storing));
  }
  const known = new Set(dataset.columns.map(({ name }) => name));
  for (const column of fresh.filter(({ name }) => !known.has(name))) {
    const whole = appendColumn(emptyColumn(column, dataset.rows), column);
    const role = column.kind === 'category' ? 'target' : 'ignore';
    out.push(await storeColumn(whole, { name: column.name, type: column.kind, role }, storing));
  }
  return out;
}
