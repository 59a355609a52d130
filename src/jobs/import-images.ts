import { partOf, pause, type WorkContext } from '../core/context.ts';
import { imageSetTooLarge, noUsableImages, paramOutOfRange } from '../core/errors.ts';
import { categoryColumn, textColumn, type Column } from '../core/table.ts';
import { counted, createFileIssues, type FileIssues } from '../stages/ingest/image/file-issues.ts';
import { filesGiven, filesOfZip } from '../stages/ingest/image/image-files.ts';
import { displaySize } from '../stages/ingest/image/image-header.ts';
import { distinctPictures, imageColumn, type Picture } from '../stages/ingest/image/image-set.ts';
import { chooseSize, inspectImages, orTell, type InspectedImage } from '../stages/ingest/image/inspect.ts';
import { classOf } from '../stages/ingest/image/safe-path.ts';
import type { StoredColumn } from '../storage/records/dataset.ts';
import { chunkRowsOf, type DatasetWriter } from '../storage/storage.ts';
import type { JobServices } from './services.ts';

export interface ImageImportJob {
  readonly projectId: string;
  readonly name: string;
  /** One zip, or files with the paths they had in their folder (`class/file.png`). */
  readonly source: Blob | readonly { readonly path: string; readonly file: Blob }[];
  /** Edge of the square every image is fitted into, in pixels; chosen from the images when not given. */
  readonly size?: number;
}

export interface ImageServices extends JobServices {
  /**
   * Decodes an image, turned upright and fitted into a square of `size`.
   * @throws FileProblem `image-damaged` when it can't be decoded
   */
  readonly decode: (bytes: Uint8Array, size: number) => Promise<Picture>;
}

/** Bytes of pixels an import may make. */
const MOST_BYTES = 512 * 1024 * 1024;
/** Images decoded at a time, and pixels they may have together. */
const AT_ONCE = 8;
const PIXELS_AT_ONCE = 16_000_000;

interface Decoded {
  readonly path: string;
  readonly picture: Picture;
}

/**
 * Images into a new dataset: `image`, `class` (the folder each is in, when there are folders) and `file`. A bad file is told by name in the
 * report and left out. After a failure or a cancel nothing is left behind.
 * @returns the id of the dataset
 * @throws LatheError `zip-unreadable`, `no-usable-images`, `image-set-too-large`, or `param-out-of-range` for the size
 */
export async function importImages(job: ImageImportJob, services: ImageServices, context: WorkContext): Promise<string> {
  if (job.size !== undefined && !(Number.isInteger(job.size) && job.size >= 4 && job.size <= 256)) {
    throw paramOutOfRange('importImages', 'size', 'a whole number from 4 to 256', job.size);
  }
  const startedAt = services.now();
  const issues = createFileIssues();
  const files = job.source instanceof Blob ? await filesOfZip(job.source, issues) : filesGiven(job.source, issues);
  const images = await inspectImages(files, issues, partOf(context, 0, 0.3));
  const size = job.size ?? chooseSize(images);
  checkTotal(images.length, size);
  const decoded = await decodeAll(images, size, { services, issues, context: partOf(context, 0.3, 0.95) });
  if (decoded.length === 0)
    throw noUsableImages(
      files.length,
      issues.list().map(({ message }) => message)
    );
  return store(job, { decoded, images, size, issues, startedAt }, services, context);
}

function checkTotal(images: number, size: number): void {
  const bytes = images * size * size * 3;
  if (bytes > MOST_BYTES) throw imageSetTooLarge(images, size, Math.round(bytes / 2 ** 20));
}

interface Decoding {
  readonly services: ImageServices;
  readonly issues: FileIssues;
  readonly context: WorkContext;
}

async function decodeAll(images: readonly InspectedImage[], size: number, { services, issues, context }: Decoding): Promise<Decoded[]> {
  const decoded: Decoded[] = [];
  for (let at = 0; at < images.length;) {
    const batch = nextBatch(images, at);
    const pictures: (Picture | null)[] = batch.map(() => null);
    const decodeOne = ({ file }: InspectedImage, i: number) =>
      orTell(file, issues, async () => void (pictures[i] = await services.decode(await file.read(), size)));
    await Promise.all(batch.map(decodeOne));
    pictures.forEach((picture, i) => picture && decoded.push({ path: batch[i]!.file.path, picture }));
    at += batch.length;
    context.onProgress(at / images.length, `${at} of ${images.length} images decoded`);
    await pause(context);
  }
  return decoded;
}

function nextBatch(images: readonly InspectedImage[], from: number): readonly InspectedImage[] {
  let pixels = 0;
  let to = from;
  while (to < images.length && to - from < AT_ONCE) {
    pixels += images[to]!.header.width * images[to]!.header.height;
    if (to > from && pixels > PIXELS_AT_ONCE) break;
    to++;
  }
  return images.slice(from, to);
}

interface ImageSet {
  readonly decoded: readonly Decoded[];
  readonly images: readonly InspectedImage[];
  readonly size: number;
  readonly issues: FileIssues;
  readonly startedAt: number;
}

async function store(job: ImageImportJob, set: ImageSet, services: ImageServices, context: WorkContext): Promise<string> {
  const writer = await services.storage.datasets.write(job.projectId);
  const bytes = job.source instanceof Blob ? job.source.size : job.source.reduce((sum, { file }) => sum + file.size, 0);
  try {
    const columns = await writeColumns(set, writer, context);
    context.signal.throwIfAborted();
    const rows = set.decoded.length;
    const dataset = await writer.commit({
      name: job.name,
      rows,
      columns,
      parentId: null,
      notes: notesOn(set, columns),
      report: { bytes, rows, encoding: 'images', delimiter: '', tookMs: services.now() - set.startedAt, issues: set.issues.list() },
      source: { fileName: job.name, bytes }
    });
    return dataset.id;
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

type MakePiece = (from: number, to: number) => Column;

/** Makes and stores the columns, piece by piece. */
async function writeColumns({ decoded, size }: ImageSet, writer: DatasetWriter, context: WorkContext): Promise<StoredColumn[]> {
  const pictures = decoded.map(({ picture }) => picture);
  const paths = decoded.map(({ path }) => path);
  const classes = paths.map(classOf);
  const channels = pictures.some((picture) => picture.channels === 3) ? 3 : 1;
  const labels = [...new Set(classes.filter((name) => name !== null))].sort();
  const shape = { width: size, height: size, channels } as const;
  const chunkRows = chunkRowsOf([{ image: shape }]);
  const stored = async <C extends Omit<StoredColumn, 'chunks'>>(column: C, make: MakePiece): Promise<StoredColumn> => {
    const chunks: string[] = [];
    for (let from = 0; from < decoded.length; from += chunkRows) {
      chunks.push(await writer.append(make(from, from + chunkRows)));
      await pause(context);
    }
    return { ...column, chunks };
  };
  const image = {
    name: 'image',
    type: 'image',
    kind: 'image',
    role: 'feature',
    missing: 0,
    distinct: distinctPictures(pictures),
    image: shape
  } as const;
  const columns = [await stored(image, (from, to) => imageColumn('image', pictures.slice(from, to), size, channels))];
  if (labels.length > 0) {
    const missing = classes.filter((name) => name === null).length;
    const label = { name: 'class', type: 'category', kind: 'category', role: 'target', labels, distinct: labels.length, missing } as const;
    columns.push(await stored(label, (from, to) => categoryColumn('class', classes.slice(from, to), labels)));
  }
  const file = { name: 'file', type: 'text', kind: 'text', role: 'ignore', missing: 0, distinct: new Set(paths).size } as const;
  return [...columns, await stored(file, (from, to) => textColumn('file', paths.slice(from, to)))];
}

function notesOn({ decoded, images, size, issues }: ImageSet, columns: readonly StoredColumn[]): string[] {
  const notes: string[] = [];
  const resized = images.filter(({ header }) => Object.values(displaySize(header)).some((edge) => edge !== size)).length;
  if (resized > 0) notes.push(`${resized} of ${images.length} images were fitted into ${size} x ${size} pixels.`);
  const copies = decoded.length - columns[0]!.distinct;
  if (copies > 0)
    notes.push(
      `${counted(copies, 'image is an exact copy of another', 'images are exact copies of others')}: a copy in the test part would flatter the score.`
    );
  if (columns.length < 3) notes.push('No file was in a folder, so the images have no classes.');
  return [...notes, ...issues.list().map(({ message }) => message)];
}
