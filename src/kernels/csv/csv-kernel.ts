import { wasmInstances } from '../wasm.ts';

interface Global<T> {
  readonly value: T;
}

type Lists = 'BYTES' | 'STARTS' | 'ENDS' | 'LINES' | 'QUOTED' | 'OUT' | 'TEXT' | 'TEXT_ENDS' | 'GAPS' | 'MARKER_LENGTHS' | 'REGISTERS';
type Place = Lists | 'NODES' | 'KEYS';
type Size = 'MOST_BYTES' | 'MOST_FIELDS' | 'MOST_REGISTERS' | 'MOST_NODES' | 'NODE_WORDS' | 'MOST_KEY_BYTES' | 'BATCH';

/** What assembly/index.ts offers; each is described there. */
interface CsvExports extends Readonly<Record<Place | Size, Global<number>>> {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly fields: Global<number>;
  readonly rows: Global<number>;
  readonly line: Global<number>;
  readonly lists: Global<number>;
  readonly seen: Global<number>;
  readonly missing: Global<number>;
  resume(fields: number, rows: number, line: number): void;
  readRecords(from: number, length: number, delimiter: number, width: number): number;
  startKeys(): void;
  readObjects(from: number, length: number, width: number, parted: number, most: number): number;
  scanNumbers(field: number, width: number, count: number): number;
  scanTimes(field: number, width: number, count: number): number;
  scanLabels(field: number, width: number, count: number, set: number): number;
  keepLabel(field: number, set: number, codePlusOne: number): void;
  scanTexts(field: number, width: number, count: number, longestMarker: number): number;
  noteDistinct(count: number): void;
  dropKnown(count: number, set: number): number;
  isUtf8(start: number, length: number, isLast: boolean): number;
  hasNul(length: number): number;
}

/**
 * The kernels in WebAssembly and the memory they work on: one block of a file, in arrays of fixed length. A kernel does what is plain and stops at
 * the first thing that is not; its caller, which is its plain twin too, does that one thing and calls again.
 */
export class CsvKernel {
  readonly run: CsvExports;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly starts: Int32Array<ArrayBuffer>;
  readonly ends: Int32Array<ArrayBuffer>;
  readonly lines: Int32Array<ArrayBuffer>;
  readonly quoted: Uint8Array<ArrayBuffer>;
  /** What a column kernel answers, a number a row. */
  readonly values: Float64Array<ArrayBuffer>;
  /** The same memory as `values`. */
  readonly codes: Int32Array<ArrayBuffer>;
  readonly text: Uint8Array<ArrayBuffer>;
  readonly textEnds: Uint32Array<ArrayBuffer>;
  readonly gaps: Uint8Array<ArrayBuffer>;
  readonly markerLengths: Uint32Array<ArrayBuffer>;
  readonly registers: Uint8Array<ArrayBuffer>;
  /** The tree of keys that `readObjects` knows; see assembly/json-nodes.ts. */
  readonly nodes: Int32Array<ArrayBuffer>;
  readonly keys: Uint8Array<ArrayBuffer>;
  private sets = 0;

  constructor(run: CsvExports) {
    this.run = run;
    const { buffer } = run.memory;
    const fields = run.MOST_FIELDS.value;
    this.bytes = new Uint8Array(buffer, run.BYTES.value, run.MOST_BYTES.value);
    this.starts = new Int32Array(buffer, run.STARTS.value, fields);
    this.ends = new Int32Array(buffer, run.ENDS.value, fields);
    this.lines = new Int32Array(buffer, run.LINES.value, fields);
    this.quoted = new Uint8Array(buffer, run.QUOTED.value, fields);
    const rows = run.BATCH.value;
    this.values = new Float64Array(buffer, run.OUT.value, rows);
    this.codes = new Int32Array(buffer, run.OUT.value, rows);
    this.text = new Uint8Array(buffer, run.TEXT.value, run.MOST_BYTES.value);
    this.textEnds = new Uint32Array(buffer, run.TEXT_ENDS.value, rows);
    this.gaps = new Uint8Array(buffer, run.GAPS.value, rows);
    this.markerLengths = new Uint32Array(buffer, run.MARKER_LENGTHS.value, 256);
    this.registers = new Uint8Array(buffer, run.REGISTERS.value, run.MOST_REGISTERS.value);
    this.nodes = new Int32Array(buffer, run.NODES.value, run.MOST_NODES.value * run.NODE_WORDS.value);
    this.keys = new Uint8Array(buffer, run.KEYS.value, run.MOST_KEY_BYTES.value);
  }

  /** A number for someone who keeps things in the kernel's caches, which all share. */
  newSet(): number {
    return ++this.sets;
  }

  /** Whether the pieces so far are UTF-8, the last of them whole. */
  isUtf8(piece: Uint8Array, isLast: boolean): boolean {
    const { text, run } = this;
    for (let from = 0; from < piece.length || from === 0; from += text.length) {
      const part = piece.subarray(from, from + text.length);
      text.set(part);
      if (run.isUtf8(run.TEXT.value, part.length, isLast && from + text.length >= piece.length) === 0) return false;
    }
    return true;
  }

  /** The same of bytes that lie in `bytes` already: nothing is copied. */
  isUtf8Inside(from: number, length: number, isLast: boolean): boolean {
    const { run } = this;
    return run.isUtf8(run.BYTES.value + from, length, isLast) !== 0;
  }
}

const instances = wasmInstances<CsvExports>(() => import('./assembly/index.ts?asc'));

/** A new kernel with a memory of its own, or null where there is no WebAssembly with SIMD. */
export async function createCsvKernel(): Promise<CsvKernel | null> {
  const run = await instances();
  return run && new CsvKernel(run);
}
