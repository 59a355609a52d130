import type { Column } from '../../core/table.ts';

/** The values of one column and then those of another of its kind. Labels that are new come behind the known ones. */
export function appendColumn(before: Column, after: Column): Column {
  if (before.kind === 'category' && after.kind === 'category') {
    const labels = [...new Set([...before.labels, ...after.labels])];
    const codes = after.codes.map((code) => (code < 0 ? -1 : labels.indexOf(after.labels[code]!)));
    return { ...before, labels, codes: joined(before.codes, codes, Int32Array) };
  }
  if (before.kind === 'image' && after.kind === 'image') return { ...before, pixels: joined(before.pixels, after.pixels, Uint8Array) };
  if (before.kind === 'text' && after.kind === 'text') {
    const offsets = new Uint32Array(before.offsets.length + after.offsets.length - 1);
    offsets.set(before.offsets);
    const end = before.offsets.at(-1) ?? 0;
    for (let i = 1; i < after.offsets.length; i++) offsets[before.offsets.length - 1 + i] = end + after.offsets[i]!;
    const missing = joined(before.missing, after.missing, Uint8Array);
    return { ...before, offsets, missing, bytes: joined(before.bytes, after.bytes, Uint8Array) };
  }
  if ((before.kind === 'number' || before.kind === 'time') && (after.kind === 'number' || after.kind === 'time'))
    return { ...before, values: joined(before.values, after.values, Float64Array) };
  throw new TypeError('Two columns of different kinds.');
}

function joined<A extends Uint8Array | Int32Array | Float64Array>(a: A, b: A, Kind: new (length: number) => A): A {
  const out = new Kind(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}

/** A column of missing values. */
export function emptyColumn(like: Column, rows: number): Column {
  switch (like.kind) {
    case 'number':
    case 'time':
      return { ...like, values: new Float64Array(rows).fill(NaN) };
    case 'category':
      return { ...like, codes: new Int32Array(rows).fill(-1) };
    case 'text':
      return { ...like, bytes: new Uint8Array(0), offsets: new Uint32Array(rows + 1), missing: new Uint8Array(rows).fill(1) };
    case 'image':
      throw new TypeError('There are no missing pictures.');
  }
}
