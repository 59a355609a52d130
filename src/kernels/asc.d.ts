/** AssemblyScript, compiled by tools/assembly-script.js. */
declare module '*?asc' {
  export const wasm: Uint8Array<ArrayBuffer>;
}
declare module '*?asc-shared' {
  export const wasm: Uint8Array<ArrayBuffer>;
}
declare module '*?asc-growing' {
  export const wasm: Uint8Array<ArrayBuffer>;
}
