import type { Column } from './table.ts';

/**
 * Gives back the memory of columns that nobody will look at again, now and not when garbage is next collected: a worker that waits for work collects none,
 * and its last table would stand in memory beside the tables of the others. The columns are empty from then on. Only what one has read oneself may be let
 * go; where the engine can't, garbage collection does it later.
 */
export function letGo(columns: readonly Column[]): void {
  for (const column of columns) for (const array of arraysOf(column)) releaseBuffer(array.buffer);
}

function arraysOf(column: Column): readonly (Float64Array | Int32Array | Uint32Array | Uint8Array)[] {
  switch (column.kind) {
    case 'number':
    case 'time':
      return [column.values];
    case 'category':
      return [column.codes];
    case 'text':
      return [column.bytes, column.offsets, column.missing];
    case 'image':
      return [column.pixels];
  }
}

/** Moves the memory to a buffer of no length: all arrays over it are empty from then on. */
export function releaseBuffer(
  buffer: ArrayBufferLike & { readonly detached?: boolean; readonly transfer?: (length: number) => ArrayBuffer }
): void {
  if (buffer.detached === true) return;
  buffer.transfer?.(0);
}
