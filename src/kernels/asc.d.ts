/** AssemblyScript, compiled by tools/assembly-script.js. */
declare module '*?asc' {
  export const wasm: Uint8Array<ArrayBuffer>;
}
