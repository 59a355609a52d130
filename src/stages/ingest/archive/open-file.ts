import { partNamed, type FileOptions } from '../../../core/file-options.ts';
import { fileUnknown, tableNotFound, zipOfImages } from '../../../core/errors/files.ts';
import { readRange, type ByteSource } from '../csv/byte-source.ts';
import { counted } from '../../../core/words.ts';
import { detectFormat, wrongName } from '../formats/detect-format.ts';
import type { TableFormat } from '../formats/table-format.ts';
import { xlsx } from '../formats/xlsx.ts';
import { gunzip } from './gunzip.ts';
import { unpackEntry } from './zip-stream.ts';
import { chosenEntry, lookIntoZip } from './zip-tables.ts';

/** A file that holds a table, out of whatever it was packed in. */
export interface OpenedFile {
  readonly source: ByteSource;
  readonly format: TableFormat;
  /** Name without the endings of what it was packed in. */
  readonly name: string;
  /** What it was packed in, outermost first. */
  readonly packing: readonly string[];
  /** Tables it can be read for: sheets, or files of a zip. */
  readonly tables: readonly string[];
  /** The one of them that is read. */
  readonly table: string | null;
  /** Whether `tables` are parts of the file itself, and not files of the zip it was in. */
  readonly hasTables: boolean;
  readonly notes: readonly string[];
}

/** Keeps bytes that come in pieces outside of this thread's memory, to be read again in any order. */
export type Spool = (pieces: AsyncIterable<Uint8Array>) => Promise<ByteSource>;

const GZIP = [0x1f, 0x8b];
const ZIP = [0x50, 0x4b];
/** A gzip in a zip is usual; deeper boxes are not. */
const MOST_DEPTH = 3;

/**
 * Unpacks a file as far as it is packed, and tells what it is.
 * @throws LatheError `file-unknown`, `file-damaged`, `file-too-large`, `zip-unreadable`, `table-not-found`, `zip-of-images`
 */
export async function openFile(source: ByteSource, name: string, options: Pick<FileOptions, 'table'>, spool: Spool): Promise<OpenedFile> {
  const table = partNamed(options);
  const packing: string[] = [];
  const notes: string[] = [];
  let tables: string[] = [];
  let chosen: string | null = null;
  for (let depth = 0; ; depth++) {
    const head = await readRange(source, 0, 4);
    const isZip = begins(head, ZIP) && (head[2] ?? 9) < 8;
    if (!isZip && !begins(head, GZIP)) break;
    if (depth === MOST_DEPTH) throw fileUnknown(name, `it is packed more than ${MOST_DEPTH} times over`);
    if (!isZip) {
      source = await spool(gunzip(source, name));
      packing.push('gzip');
      name = name.replace(/\.gz(ip)?$/i, '').replace(/\.tgz$/i, '.tar');
      continue;
    }
    const content = await lookIntoZip(source, name, table);
    if (content.kind === 'images') throw zipOfImages(name);
    if (content.kind === 'workbook') return workbook(source, name, { table, packing, notes });
    const entry = chosenEntry(content.entries, table);
    tables = content.entries.map(({ path }) => path);
    chosen = entry.path;
    if (tables.length > 1)
      notes.push(`"${entry.path}" was read; ${counted(tables.length - 1, 'other table is', 'other tables are')} in the zip.`);
    if (content.unsafe > 0)
      notes.push(
        `${counted(content.unsafe, 'path leads', 'paths lead')} out of the zip and ${content.unsafe === 1 ? 'was' : 'were'} not opened.`
      );
    source = await spool(unpackEntry(source, entry));
    packing.push('zip');
    name = entry.path.replace(/^.*[\\/]/, '');
  }
  return chosenTable(source, name, { table, packing, notes, tables, chosen });
}

interface Unpacked {
  /** The table that was asked for. */
  readonly table: string | undefined;
  readonly packing: readonly string[];
  readonly notes: readonly string[];
  /** What the zip held, and which of it was taken. */
  readonly tables: readonly string[];
  readonly chosen: string | null;
}

/** Tells what the bytes are, and where the file holds several tables takes the one asked for, or its first. */
async function chosenTable(source: ByteSource, name: string, { table, packing, notes, tables, chosen }: Unpacked): Promise<OpenedFile> {
  const { format, notes: more } = await detectFormat(source, name);
  const opened = { source, format, name, packing, tables, table: chosen, hasTables: false, notes: [...notes, ...more] };
  return tables.length > 1 ? opened : withOwnTables(opened, table);
}

/** @throws LatheError `table-not-found` where it has tables and not the one that is asked for */
async function withOwnTables(opened: OpenedFile, asked: string | undefined): Promise<OpenedFile> {
  const tables = (await opened.format.tables?.(opened.source)) ?? [];
  if (tables.length === 0) return opened;
  const isAsked = asked !== undefined && asked !== opened.table;
  if (isAsked && !tables.includes(asked)) throw tableNotFound(asked, tables);
  return { ...opened, tables, table: isAsked ? asked : tables[0]!, hasTables: true };
}

async function workbook(
  source: ByteSource,
  name: string,
  { table, packing, notes }: { table: string | undefined; packing: readonly string[]; notes: readonly string[] }
): Promise<OpenedFile> {
  const tables = (await xlsx.tables?.(source)) ?? [];
  return {
    source,
    format: xlsx,
    name,
    packing,
    tables,
    table: table ?? tables[0] ?? null,
    hasTables: true,
    notes: [...notes, ...wrongName(xlsx, name)]
  };
}

const begins = (head: Uint8Array, bytes: readonly number[]) => bytes.every((byte, i) => head[i] === byte);
