import type { CsvKernel } from '../../../../kernels/csv/csv-kernel.ts';
import { textOf, unescaped, type JsonSpan } from './scan-json.ts';

/** A key in its place: the same key of another object is another one. */
export interface KeyNode {
  readonly path: string;
  /** Its own bytes, as they were first met: most records write their keys alike. */
  readonly bytes: Uint8Array;
  /** -1 = it has had no value but objects. */
  column: number;
  /** A value other than null and objects has been met here. */
  hasValue: boolean;
  /** An object has been met here. */
  hasObject: boolean;
  readonly children: KeyNode[];
  readonly byKey: Map<string, KeyNode>;
}

const newNode = (path: string, bytes: Uint8Array): KeyNode => ({
  path,
  bytes,
  column: -1,
  hasValue: false,
  hasObject: false,
  children: [],
  byKey: new Map()
});

/** Bits of what has been met at a node, as assembly/json-nodes.ts reads them. */
const HAS_VALUE = 1;
const HAS_OBJECT = 2;

/** The keys that the objects of a file have had so far. */
export class KeyTree {
  readonly root = newNode('', new Uint8Array(0));
  /** The kernel's copy is no longer what this is. */
  private isChanged = true;

  /** To be called when a column or what was met at a node has changed. */
  change(): void {
    this.isChanged = true;
  }

  /** The node of a key. @param position where the key stands in its object, for a first guess */
  child(node: KeyNode, position: number, bytes: Uint8Array, key: JsonSpan): KeyNode {
    const expected = node.children[position];
    if (expected && isEqual(expected.bytes, bytes, key.start, key.end)) return expected;
    const name = key.kind === 'escaped' ? unescaped(bytes, key) : textOf(bytes, key.start, key.end);
    let child = node.byKey.get(name);
    if (!child) {
      child = newNode(node === this.root ? name : `${node.path}.${name}`, bytes.slice(key.start, key.end));
      node.byKey.set(name, child);
      node.children.push(child);
    }
    return child;
  }

  /** Tells a kernel of the keys, as many as it has room for, if they have changed. */
  giveTo(kernel: CsvKernel): void {
    if (!this.isChanged) return;
    this.isChanged = false;
    new KeyWriter(kernel).write(this.root);
    kernel.run.startKeys();
  }
}

class KeyWriter {
  private readonly kernel: CsvKernel;
  private readonly words: number;
  private count = 0;
  private used = 0;

  constructor(kernel: CsvKernel) {
    this.kernel = kernel;
    this.words = kernel.run.NODE_WORDS.value;
  }

  /** @returns the number of the node, or 0 where there is no room for it: the kernel leaves its records to others then */
  write(node: KeyNode): number {
    const { nodes, keys } = this.kernel;
    const { bytes } = node;
    const at = this.count * this.words;
    if (at + this.words > nodes.length || this.used + bytes.length > keys.length) return 0;
    const index = this.count++;
    keys.set(bytes, this.used);
    nodes.set([this.used, bytes.length, node.column, (node.hasValue ? HAS_VALUE : 0) | (node.hasObject ? HAS_OBJECT : 0), 0, 0, 0], at);
    this.used += bytes.length;
    let link = at + 4;
    for (const child of node.children) {
      const next = this.write(child);
      if (next === 0) break;
      nodes[link] = next;
      link = next * this.words + 5;
    }
    return index;
  }
}

function isEqual(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[start + i]) return false;
  return true;
}
