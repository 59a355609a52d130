/** Plain data: what can be cloned between threads, stored, hashed and exported without losing anything. */
export type Plain = null | boolean | number | string | TypedArray | readonly Plain[] | { readonly [key: string]: Plain };

export type TypedArray = Uint8Array | Uint16Array | Uint32Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;

export type PlainRecord = { readonly [key: string]: Plain };

export const isTypedArray = (value: unknown): value is TypedArray => ArrayBuffer.isView(value) && !(value instanceof DataView);
