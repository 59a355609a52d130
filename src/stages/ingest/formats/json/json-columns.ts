import { counted, quoted } from '../../../../core/words.ts';
import type { CsvKernel } from '../../../../kernels/csv/csv-kernel.ts';
import type { IssueLog } from '../../csv/issue-log.ts';
import { shortened } from '../../csv/header.ts';
import type { ColumnPart, TableColumnInfo } from '../../tables/open-table.ts';
import { KeyTree, type KeyNode } from './key-tree.ts';
import { RecordBlock } from './record-block.ts';
import { checkJson, JsonFault, scanValue, skipSpace, unescaped, type JsonSpan } from './scan-json.ts';

const MOST_DEPTH = 64;
const encoder = new TextEncoder();

class JsonColumn implements TableColumnInfo {
  readonly type = null;
  readonly name: string;
  readonly place: number;
  readonly node: KeyNode;
  /** The record that set the value below, which is null for null. */
  record = -1;
  span: JsonSpan | null = null;
  text: string | null = null;

  constructor(name: string, place: number, node: KeyNode) {
    this.name = name;
    this.place = place;
    this.node = node;
  }

  /** Only null has been met: where the key is also one of objects, there is no column. */
  readonly isLeftOut = (): boolean => !this.node.hasValue && this.node.hasObject && this.node.children.length > 0;
}

/**
 * Turns objects into rows. Each key is a column, in the order in which keys are met; objects within objects are flattened (`address.city`); lists
 * stay as they are written. A kernel reads the records whose keys are known; what it leaves, and all where there is none, is read here, to the same
 * rows.
 */
export class JsonColumns {
  readonly columns: JsonColumn[] = [];
  private readonly tree = new KeyTree();
  private readonly names = new Set<string>();
  private readonly kernel: CsvKernel | null;
  private block: RecordBlock;
  private bytes = new Uint8Array(0);
  private record = 0;
  private firstRow = 0;
  private line = 0;
  private readonly flattened = new Set<KeyNode>();
  private objectsHere: KeyNode[] = [];
  private listsHere: JsonColumn[] = [];
  private twiceHere: JsonColumn[] = [];
  private log: IssueLog;

  constructor(log: IssueLog, kernel: CsvKernel | null) {
    this.log = log;
    this.kernel = kernel;
    this.block = new RecordBlock(0, kernel);
  }

  get isFull(): boolean {
    return this.block.isFull;
  }

  get notes(): string[] {
    return [...this.flattened].map(
      ({ path }) =>
        `${quoted(shortened(path))} holds objects: each of their keys became a column, such as ${quoted(`${shortened(path)}.key`)}.`
    );
  }

  /** Begins another pass with the columns that are known. */
  restart(log: IssueLog): void {
    this.log = log;
    this.firstRow = 0;
    this.block = new RecordBlock(this.columns.length, this.kernel);
  }

  /** Records will be in these bytes, until the next call; those before were taken. */
  begin(bytes: Uint8Array<ArrayBuffer>): void {
    this.bytes = bytes;
    this.block.start(bytes);
  }

  /**
   * Lets the kernel read on from the brace at `at`.
   * @returns how many records it read, one behind the last, and the line there; null without a kernel
   */
  addByKernel(at: number, end: number, how: { readonly parted: number; readonly most: number; readonly line: number }) {
    const { block } = this;
    const { kernel } = block;
    if (!kernel || this.columns.length > block.width) return null;
    this.tree.giveTo(kernel);
    const before = block.rows;
    const { next, line, lists } = block.readByKernel(kernel, at, end, how);
    for (const list of lists) this.logList(this.columns[list.column]!.name, list.line);
    return { rows: block.rows - before, next, line };
  }

  /**
   * Reads the object that stands from `at` to `end`. It is a row once `keep` is called.
   * @throws JsonFault; nothing of the record is kept then
   */
  add(at: number, end: number, line: number): void {
    const { bytes } = this;
    this.line = line;
    this.record++;
    this.objectsHere = [];
    this.listsHere = [];
    this.twiceHere = [];
    const known = this.columns.length;
    try {
      const next = this.readObject(at, end, this.tree.root, 0);
      if (skipSpace(bytes, next, end) < end) throw new JsonFault('something stands behind the object');
    } catch (error) {
      for (const column of this.columns.splice(known)) {
        this.names.delete(column.name);
        column.node.column = -1;
      }
      throw error;
    }
    this.logNames(known);
  }

  /** Whether the record that was read has a place in the block. If not, what is there has to be taken first. */
  get hasRoom(): boolean {
    return this.columns.length <= this.block.width || this.block.rows === 0;
  }

  /** Makes the record a row. */
  keep(): void {
    const { columns, block } = this;
    if (columns.length > block.width) this.widen();
    this.block.addRow(this.line);
    for (const column of columns) if (column.record === this.record && column.span) this.put(column, column.span);
    for (const { name } of this.twiceHere) this.logTwice(name);
    for (const { name } of this.listsHere.sort((a, b) => a.place - b.place)) this.logList(name, this.line);
    for (const node of this.objectsHere) {
      if (!node.hasObject) this.tree.change();
      node.hasObject = true;
      this.flattened.add(node);
    }
  }

  /** Escapes are resolved where they stand: a text is never longer than how it is written. */
  private put({ place, node, text }: JsonColumn, { kind, start, end }: JsonSpan): void {
    if (!node.hasValue) this.tree.change();
    node.hasValue = true;
    const isText = kind === 'text' || kind === 'escaped';
    const behind = text === null ? end : start + encoder.encodeInto(text, this.bytes.subarray(start, end)).written;
    this.block.set(place, { start, end: behind }, isText ? 1 : 0);
  }

  /** The first record mostly has all keys; where others follow, there will be more of them. */
  private widen(): void {
    const { length } = this.columns;
    this.block = new RecordBlock(this.firstRow === 0 ? length : length + (length >> 1), this.kernel);
    this.block.start(this.bytes);
  }

  private readObject(at: number, end: number, node: KeyNode, depth: number): number {
    const { bytes } = this;
    if (depth > MOST_DEPTH) throw new JsonFault(`objects stand within each other more than ${MOST_DEPTH} deep`);
    at = skipSpace(bytes, at + 1, end);
    if (bytes[at] === 0x7d && at < end) return at + 1;
    for (let position = 0; ; position++) {
      if (at >= end || bytes[at] !== 0x22) throw new JsonFault('a key is missing');
      const key = scanValue(bytes, at, end);
      at = skipSpace(bytes, key.next, end);
      if (at >= end || bytes[at] !== 0x3a) throw new JsonFault('a colon is missing');
      at = this.readValue(skipSpace(bytes, at + 1, end), end, this.tree.child(node, position, bytes, key), depth);
      at = skipSpace(bytes, at, end);
      if (at < end && bytes[at] === 0x7d) return at + 1;
      if (at >= end || bytes[at] !== 0x2c) throw new JsonFault('the object is not closed');
      at = skipSpace(bytes, at + 1, end);
    }
  }

  private readValue(at: number, end: number, node: KeyNode, depth: number): number {
    const span = scanValue(this.bytes, at, end);
    if (span.kind === 'object') {
      const next = this.readObject(at, end, node, depth + 1);
      this.objectsHere.push(node);
      return next;
    }
    this.set(node, span);
    return span.next;
  }

  private set(node: KeyNode, span: JsonSpan): void {
    if (node.column < 0) this.addColumn(node);
    const column = this.columns[node.column]!;
    if (column.record === this.record) this.twiceHere.push(column);
    column.record = this.record;
    column.text = span.kind === 'escaped' ? unescaped(this.bytes, span) : null;
    column.span = span.kind === 'null' ? null : span;
    if (span.kind !== 'array') return;
    checkJson(this.bytes, span);
    this.listsHere.push(column);
  }

  private addColumn(node: KeyNode): void {
    const index = this.columns.length;
    const wanted = node.path === '' ? `column_${index + 1}` : node.path;
    let name = wanted;
    for (let number = 2; this.names.has(name); number++) name = `${wanted}_${number}`;
    this.names.add(name);
    node.column = index;
    this.tree.change();
    this.columns.push(new JsonColumn(name, index, node));
  }

  /** What was gathered, column by column. */
  *take(wanted: ReadonlySet<number> | null): Iterable<ColumnPart> {
    const { block, firstRow } = this;
    const known = Math.min(block.width, this.columns.length);
    for (let column = 0; column < known && block.rows > 0; column++)
      if (wanted === null || wanted.has(column)) yield { column, start: firstRow, cells: { kind: 'text', block } };
    this.firstRow += block.rows;
    block.start(this.bytes);
  }

  private logNames(known: number): void {
    for (const { name, node, place } of this.columns.slice(known)) {
      const wanted = node.path === '' ? `column_${place + 1}` : node.path;
      if (name === wanted) continue;
      const message = `Two keys lead to the name ${quoted(shortened(wanted))}; the later column got a number.`;
      this.log.add('duplicate-header', this.line, () => message, wanted);
    }
  }

  private logTwice(name: string): void {
    this.log.add(
      'duplicate-key',
      this.line,
      (count) => `${quoted(shortened(name))} stands more than once in ${counted(count, 'record')}; the last value was kept.`,
      name
    );
  }

  private logList(name: string, line: number): void {
    this.log.add(
      'nested-list',
      line,
      (count) => `${quoted(shortened(name))} holds ${counted(count, 'list')}, kept as text as written.`,
      name
    );
  }
}
