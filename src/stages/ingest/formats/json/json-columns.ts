import { counted, quoted } from '../../../../core/words.ts';
import type { IssueLog } from '../../csv/issue-log.ts';
import { shortened } from '../../csv/header.ts';
import { TextCells } from '../../tables/text-cells.ts';
import type { ColumnPart, TableColumnInfo } from '../../tables/open-table.ts';
import { checkJson, JsonFault, scanValue, skipSpace, textOf, unescaped, type JsonSpan } from './scan-json.ts';

/** A key in its place: the same key of another object is another one. */
interface KeyNode {
  readonly path: string;
  /** Its own bytes, as they were first met: most records write their keys alike. */
  readonly bytes: Uint8Array;
  column: number;
  readonly children: KeyNode[];
  readonly byKey: Map<string, KeyNode>;
}

const MOST_DEPTH = 64;
const newNode = (path: string, bytes: Uint8Array): KeyNode => ({ path, bytes, column: -1, children: [], byKey: new Map() });

class JsonColumn implements TableColumnInfo {
  readonly type = null;
  readonly cells = new TextCells();
  readonly name: string;
  /** The record that set the value below. */
  record = -1;
  start = 0;
  end = 0;
  text: string | null = null;
  isText: 0 | 1 = 0;
  /** Only null has been met: where the key is also one of objects, there is no column. */
  isOnlyNull = true;
  private readonly node: KeyNode;

  constructor(name: string, node: KeyNode) {
    this.name = name;
    this.node = node;
  }

  readonly isLeftOut = (): boolean => this.isOnlyNull && this.node.children.length > 0;
}

/**
 * Turns objects into rows. Each key is a column, in the order in which keys are met; objects within objects are flattened (`address.city`); lists
 * stay as they are written.
 */
export class JsonColumns {
  readonly columns: JsonColumn[] = [];
  private readonly root = newNode('', new Uint8Array(0));
  private readonly names = new Set<string>();
  private record = 0;
  private firstRow = 0;
  private rowsHere = 0;
  private line = 0;
  private readonly flattened = new Set<string>();
  private log: IssueLog;

  constructor(log: IssueLog) {
    this.log = log;
  }

  get rows(): number {
    return this.rowsHere;
  }

  get size(): number {
    return this.columns.reduce((sum, { cells }) => sum + cells.size, 0);
  }

  get notes(): string[] {
    return [...this.flattened].map(
      (path) => `${quoted(shortened(path))} holds objects: each of their keys became a column, such as ${quoted(`${shortened(path)}.key`)}.`
    );
  }

  /** Begins another pass with the columns that are known. */
  restart(log: IssueLog): void {
    this.log = log;
    this.firstRow = 0;
    this.clear();
  }

  /**
   * Reads the object that fills the bytes from `at` to `end`.
   * @throws JsonFault; nothing of the record is kept then
   */
  add(bytes: Uint8Array, at: number, end: number, line: number): void {
    this.line = line;
    this.record++;
    const known = this.columns.length;
    try {
      const next = this.readObject(bytes, at, end, this.root, 0);
      if (skipSpace(bytes, next, end) < end) throw new JsonFault('something stands behind the object');
      this.keep(bytes);
    } catch (error) {
      for (const column of this.columns.splice(known)) this.forget(column);
      throw error;
    }
  }

  private readObject(bytes: Uint8Array, at: number, end: number, node: KeyNode, depth: number): number {
    if (depth > MOST_DEPTH) throw new JsonFault(`objects stand within each other more than ${MOST_DEPTH} deep`);
    at = skipSpace(bytes, at + 1, end);
    if (bytes[at] === 0x7d && at < end) return at + 1;
    for (let position = 0; ; position++) {
      if (at >= end || bytes[at] !== 0x22) throw new JsonFault('a key is missing');
      const key = scanValue(bytes, at, end);
      at = skipSpace(bytes, key.next, end);
      if (at >= end || bytes[at] !== 0x3a) throw new JsonFault('a colon is missing');
      at = this.readValue(bytes, skipSpace(bytes, at + 1, end), end, this.child(node, position, bytes, key), depth);
      at = skipSpace(bytes, at, end);
      if (at < end && bytes[at] === 0x7d) return at + 1;
      if (at >= end || bytes[at] !== 0x2c) throw new JsonFault('the object is not closed');
      at = skipSpace(bytes, at + 1, end);
    }
  }

  private readValue(bytes: Uint8Array, at: number, end: number, node: KeyNode, depth: number): number {
    const span = scanValue(bytes, at, end);
    if (span.kind === 'object') {
      const next = this.readObject(bytes, at, end, node, depth + 1);
      this.flattened.add(node.path);
      return next;
    }
    this.set(bytes, node, span);
    return span.next;
  }

  private set(bytes: Uint8Array, node: KeyNode, span: JsonSpan): void {
    if (node.column < 0) this.addColumn(node);
    const column = this.columns[node.column]!;
    if (column.record === this.record) this.logTwice(column.name);
    column.record = this.record;
    column.text = null;
    column.isText = span.kind === 'text' || span.kind === 'escaped' ? 1 : 0;
    if (span.kind === 'null') {
      column.start = column.end = 0;
      return;
    }
    column.isOnlyNull = false;
    column.start = span.start;
    column.end = span.end;
    if (span.kind === 'escaped') column.text = unescaped(bytes, span);
    else if (span.kind === 'array') {
      checkJson(bytes, span);
      this.logList(column.name);
    }
  }

  private child(node: KeyNode, position: number, bytes: Uint8Array, key: JsonSpan): KeyNode {
    const expected = node.children[position];
    if (expected && equal(expected.bytes, bytes, key.start, key.end)) return expected;
    const name = key.kind === 'escaped' ? unescaped(bytes, key) : textOf(bytes, key.start, key.end);
    let child = node.byKey.get(name);
    if (!child) {
      child = newNode(node === this.root ? name : `${node.path}.${name}`, bytes.slice(key.start, key.end));
      node.byKey.set(name, child);
      node.children.push(child);
    }
    return child;
  }

  private addColumn(node: KeyNode): void {
    node.column = this.columns.length;
    const wanted = node.path === '' ? `column_${node.column + 1}` : node.path;
    let name = wanted;
    for (let number = 2; this.names.has(name); number++) name = `${wanted}_${number}`;
    if (name !== wanted)
      this.log.add(
        'duplicate-header',
        this.line,
        () => `Two keys lead to the name ${quoted(shortened(wanted))}; the later column got a number.`,
        wanted
      );
    this.names.add(name);
    this.columns.push(new JsonColumn(name, node));
  }

  private forget(column: JsonColumn): void {
    this.names.delete(column.name);
    const reset = (node: KeyNode): void => {
      if (node.column >= this.columns.length) node.column = -1;
      node.children.forEach(reset);
    };
    reset(this.root);
  }

  /** The record is good: its values join their columns. */
  private keep(bytes: Uint8Array): void {
    for (const column of this.columns) {
      if (column.record !== this.record) column.cells.addMissing(this.line);
      else if (column.text !== null) column.cells.addText(column.text, this.line, column.isText);
      else column.cells.addBytes(bytes, column.start, column.end, this.line, column.isText);
    }
    this.rowsHere++;
  }

  /** What was gathered, column by column. */
  *take(wanted: ReadonlySet<number> | null): Iterable<ColumnPart> {
    for (const [index, { cells }] of this.columns.entries()) {
      const start = this.firstRow + this.rowsHere - cells.rows;
      if (wanted === null || wanted.has(index)) yield { column: index, start, cells: { kind: 'text', block: cells.block() } };
    }
    this.firstRow += this.rowsHere;
    this.clear();
  }

  private clear(): void {
    this.rowsHere = 0;
    for (const { cells } of this.columns) cells.clear();
  }

  private logTwice(name: string): void {
    this.log.add(
      'duplicate-key',
      this.line,
      (count) => `${quoted(shortened(name))} stands more than once in ${counted(count, 'record')}; the last value was kept.`,
      name
    );
  }

  private logList(name: string): void {
    this.log.add(
      'nested-list',
      this.line,
      (count) => `${quoted(shortened(name))} holds ${counted(count, 'list')}, kept as text as written.`,
      name
    );
  }
}

function equal(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[start + i]) return false;
  return true;
}
