import { partOf, type WorkContext } from '../core/context.ts';
import { paramOutOfRange } from '../core/errors/anywhere.ts';
import { imageSetTooLarge, noUsableImages } from '../core/errors/images.ts';
import type { ColumnType, Role } from '../core/schema.ts';
import { categoryColumn, textColumn, type Column } from '../core/table.ts';
import { counted } from '../core/words.ts';
import { createFileIssues, type FileIssues } from '../stages/ingest/image/file-issues.ts';
import { filesGiven, filesOfZip } from '../stages/ingest/image/image-files.ts';
import { displaySize } from '../stages/ingest/image/image-header.ts';
import { chooseSize, inspectImages, type InspectedImage } from '../stages/ingest/image/inspect.ts';
import { classOf } from '../stages/ingest/image/safe-path.ts';
import type { ImportReport, StoredColumn } from '../storage/records/dataset.ts';
import { chunkRowsOf, type DatasetWriter } from '../storage/storage.ts';
import { decodeImages, type ImageServices } from './images/decode-images.ts';
import { photoColumns, type Places } from './images/photo-columns.ts';
import { PictureWriter } from './images/picture-writer.ts';
import { storeColumn } from './store-column.ts';

/** One zip, or files with the paths they had in their folder (`class/file.png`). */
export type ImageSource = Blob | readonly { readonly path: string; readonly file: Blob }[];

export interface ImageImportJob {
  readonly projectId: string;
  readonly name: string;
  readonly source: ImageSource;
  /** Edge of the square every image is fitted into, in pixels; chosen from the images when not given. */
  readonly size?: number;
  /** Where photos were taken; kept unless told otherwise. */
  readonly places?: Places;
}

/** Bytes of pixels an import may make. */
const MOST_BYTES = 1024 * 1024 * 1024;

/**
 * Images into a new dataset: `image`, `class` (the folder each is in, when there are folders), `file`, and when and where photos were taken. A bad
 * file is told by name in the report and left out. After a failure or a cancel nothing is left behind.
 * @returns the id of the dataset
 * @throws LatheError `zip-unreadable`, `no-usable-images`, `image-set-too-large`, or `param-out-of-range` for the size
 */
export async function importImages(job: ImageImportJob, services: ImageServices, context: WorkContext): Promise<string> {
  if (job.size !== undefined && !(Number.isInteger(job.size) && job.size >= 4 && job.size <= 256)) {
    throw paramOutOfRange('importImages', 'size', 'a whole number from 4 to 256', job.size);
  }
  const startedAt = services.now();
  const found = await findImages(job.source, partOf(context, 0, 0.3));
  const size = job.size ?? chooseSize(found.images);
  checkTotal(found.images.length, size);
  const writer = await services.storage.datasets.write(job.projectId);
  try {
    const set = await writeSet(found, { job, size, writer, services }, partOf(context, 0.3, 1));
    context.signal.throwIfAborted();
    const { rows, columns, notes } = set;
    const report = reportOn(job.source, rows, services.now() - startedAt, found.issues);
    const source = { fileName: job.name, bytes: report.bytes };
    return (await writer.commit({ name: job.name, rows, columns, parentId: null, notes, report, source })).id;
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

export interface FoundImages {
  readonly files: number;
  readonly images: readonly InspectedImage[];
  readonly issues: FileIssues;
}

export async function findImages(source: ImageSource, context: WorkContext): Promise<FoundImages> {
  const issues = createFileIssues();
  const files = source instanceof Blob ? await filesOfZip(source, issues) : filesGiven(source, issues);
  return { files: files.length, images: await inspectImages(files, issues, context), issues };
}

export function checkTotal(images: number, size: number): void {
  const bytes = images * size * size * 3;
  if (bytes > MOST_BYTES) throw imageSetTooLarge(images, size, Math.round(bytes / 2 ** 20));
}

export const reportOn = (source: ImageSource, rows: number, tookMs: number, issues: FileIssues): ImportReport => {
  const bytes = source instanceof Blob ? source.size : source.reduce((sum, { file }) => sum + file.size, 0);
  return { bytes, rows, encoding: 'images', delimiter: '', tookMs, issues: issues.list() };
};

interface Writing {
  readonly job: ImageImportJob;
  readonly size: number;
  readonly writer: DatasetWriter;
  readonly services: ImageServices;
}

interface WrittenSet {
  readonly rows: number;
  readonly columns: readonly StoredColumn[];
  readonly notes: readonly string[];
}

async function writeSet(found: FoundImages, { job, size, writer, services }: Writing, context: WorkContext): Promise<WrittenSet> {
  const pictures = new PictureWriter(writer, { name: 'image', size });
  const kept: InspectedImage[] = [];
  const { issues } = found;
  for await (const { image, picture } of decodeImages(found.images, size, { services, issues, context: partOf(context, 0, 0.9) })) {
    await pictures.add(picture);
    kept.push(image);
  }
  if (kept.length === 0)
    throw noUsableImages(
      found.files,
      issues.list().map(({ message }) => message)
    );
  const image = await pictures.finish();
  const photos = photoColumns(
    kept.map(({ header }) => header.photo),
    job.places ?? 'keep'
  );
  const beside = [...besides(kept.map(({ file }) => file.path)), ...photos.columns.map((column) => withRole(column, 'ignore'))];
  const columns: StoredColumn[] = [image];
  const storing = { rows: kept.length, writer, chunkRows: chunkRowsOf([image]), context };
  for (const { column, ...schema } of beside) columns.push(await storeColumn(column, { name: column.name, ...schema }, storing));
  return {
    rows: kept.length,
    columns,
    notes: [...notesOn(kept, size, columns), ...photos.notes, ...issues.list().map(({ message }) => message)]
  };
}

interface RoledColumn {
  readonly column: Column;
  readonly type: ColumnType;
  readonly role: Role;
}

const withRole = (column: Column, role: Role): RoledColumn => ({ column, type: column.kind, role });

function besides(paths: readonly string[]): RoledColumn[] {
  const classes = paths.map(classOf);
  const file = withRole(textColumn('file', paths), 'ignore');
  return classes.some((name) => name !== null) ? [withRole(categoryColumn('class', classes), 'target'), file] : [file];
}

function notesOn(images: readonly InspectedImage[], size: number, columns: readonly StoredColumn[]): string[] {
  const notes: string[] = [];
  const resized = images.filter(({ header }) => Object.values(displaySize(header)).some((edge) => edge !== size)).length;
  if (resized > 0) notes.push(`${resized} of ${images.length} images were fitted into ${size} x ${size} pixels.`);
  const copies = images.length - columns[0]!.distinct;
  if (copies > 0)
    notes.push(
      `${counted(copies, 'image is an exact copy of another', 'images are exact copies of others')}: a copy in the test part would flatter the score.`
    );
  if (columns[1]!.name !== 'class') notes.push('No file was in a folder, so the images have no classes.');
  return notes;
}
