import { fileDamaged } from '../../../../core/errors/files.ts';
import { isLatheError } from '../../../../core/errors/lathe-error.ts';
import { unpackEntry } from '../../archive/zip-stream.ts';
import type { ByteSource } from '../../csv/byte-source.ts';
import { readZipDirectory, type ZipEntry } from '../../image/zip-directory.ts';
import { isDateFormat } from './date-cells.ts';
import { plainText } from './plain-text.ts';
import { XmlEvents, XmlFault, type XmlEvent } from './xml-events.ts';

/** A sheet of a workbook and where it is stored. */
export interface Sheet {
  readonly name: string;
  readonly path: string;
  readonly isHidden: boolean;
}

/** What the cells of all sheets need. */
export interface Workbook {
  readonly sheets: readonly Sheet[];
  /** Days count from 1904, as old Macs did. */
  readonly from1904: boolean;
  /** For each cell style whether its number is a date. */
  readonly isDate: readonly boolean[];
  readonly texts: readonly string[];
  events(path: string, onBytes?: (bytes: number) => void): AsyncGenerator<XmlEvent>;
  sizeOf(path: string): number;
}

/** Characters of all shared texts. */
const MOST_TEXT = 512 * 2 ** 20;

/**
 * Source: ECMA-376 (Office Open XML), parts 1 (SpreadsheetML) and 2 (packages).
 * @throws LatheError `file-damaged`, `file-too-large`, `zip-unreadable`
 */
export async function openWorkbook(source: ByteSource): Promise<Workbook> {
  const parts = new Map((await readZipDirectory(source)).map((entry) => [entry.path.replaceAll('\\', '/').replace(/^\//, ''), entry]));
  const events = (path: string, onBytes?: (bytes: number) => void) => eventsOf(source, parts, path, onBytes);
  const main = await mainPart(events);
  const targets = await relations(events, main);
  const { sheets, from1904 } = await readSheets(events, main, targets);
  const at = (kind: string) => [...targets.values()].find((target) => target.kind === kind)?.path;
  const styles = at('styles');
  const strings = at('sharedStrings');
  return {
    sheets,
    from1904,
    isDate: styles !== undefined && parts.has(styles) ? await readStyles(events(styles)) : [],
    texts: strings !== undefined && parts.has(strings) ? await readTexts(events(strings)) : [],
    events,
    sizeOf: (path) => parts.get(path)?.bytes ?? 0
  };
}

type Events = Workbook['events'];

async function* eventsOf(
  source: ByteSource,
  parts: ReadonlyMap<string, ZipEntry>,
  path: string,
  onBytes?: (bytes: number) => void
): AsyncGenerator<XmlEvent> {
  const entry = parts.get(path);
  if (!entry) throw fileDamaged('XLSX', `its part "${path}" is missing`);
  const xml = new XmlEvents();
  try {
    for await (const piece of unpackEntry(source, entry)) {
      onBytes?.(piece.length);
      yield* xml.read(piece, false);
    }
    yield* xml.read(new Uint8Array(0), true);
  } catch (error) {
    throw translated(error, path);
  }
}

function translated(error: unknown, path: string): unknown {
  if (error instanceof XmlFault) return fileDamaged('XLSX', `in its part "${path}", ${error.message}`, error);
  if (isLatheError(error) && error.code === 'file-damaged') return fileDamaged('XLSX', String(error.context.detail), error);
  return error;
}

interface Target {
  readonly kind: string;
  readonly path: string;
}

async function mainPart(events: Events): Promise<string> {
  for (const target of (await relations(events, '')).values()) if (target.kind === 'officeDocument') return target.path;
  throw fileDamaged('XLSX', 'it has no workbook');
}

/** What a part refers to, by id. */
async function relations(events: Events, part: string): Promise<Map<string, Target>> {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const found = new Map<string, Target>();
  for await (const event of events(`${folder}_rels/${part.slice(slash)}.rels`)) {
    if (event.kind !== 'open' || event.name !== 'Relationship') continue;
    const { Id = '', Type = '', Target: target = '' } = event.attributes;
    found.set(Id, { kind: Type.slice(Type.lastIndexOf('/') + 1), path: target.startsWith('/') ? target.slice(1) : folder + target });
  }
  return found;
}

async function readSheets(
  events: Events,
  main: string,
  targets: ReadonlyMap<string, Target>
): Promise<{ sheets: Sheet[]; from1904: boolean }> {
  const sheets: Sheet[] = [];
  let from1904 = false;
  for await (const event of events(main)) {
    if (event.kind !== 'open') continue;
    const { attributes } = event;
    if (event.name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
    if (event.name !== 'sheet') continue;
    const target = targets.get(attributes['r:id'] ?? '');
    if (target?.kind === 'worksheet')
      sheets.push({ name: attributes.name ?? '', path: target.path, isHidden: (attributes.state ?? 'visible') !== 'visible' });
  }
  if (sheets.length === 0) throw fileDamaged('XLSX', 'it has no sheet');
  return { sheets, from1904 };
}

async function readStyles(events: AsyncIterable<XmlEvent>): Promise<boolean[]> {
  const formats = new Map<number, string>();
  const isDate: boolean[] = [];
  let isInside = false;
  for await (const event of events) {
    if (event.kind === 'text') continue;
    if (event.name === 'cellXfs') isInside = event.kind === 'open';
    if (event.kind !== 'open') continue;
    if (event.name === 'numFmt') formats.set(Number(event.attributes.numFmtId), event.attributes.formatCode ?? '');
    if (event.name === 'xf' && isInside) {
      const id = Number(event.attributes.numFmtId ?? 0);
      isDate.push(isDateFormat(id, formats.get(id)));
    }
  }
  return isDate;
}

/** Shared texts, formatting and readings (the small letters above some Japanese words) left out. */
async function readTexts(events: AsyncIterable<XmlEvent>): Promise<string[]> {
  const texts: string[] = [];
  let [current, total, isText, readings] = ['', 0, false, 0];
  for await (const event of events) {
    if (event.kind === 'text') {
      if (isText && readings === 0) current += event.text;
      continue;
    }
    const isOpen = event.kind === 'open';
    if (event.name === 't') isText = isOpen;
    else if (event.name === 'rPh') readings += isOpen ? 1 : -1;
    else if (event.name === 'si' && isOpen) current = '';
    else if (event.name === 'si') {
      total += current.length;
      if (total > MOST_TEXT) throw fileDamaged('XLSX', 'its texts are longer than 512 MB together');
      texts.push(plainText(current));
    }
  }
  return texts;
}
