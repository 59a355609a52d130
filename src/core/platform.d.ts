/**
 * The few globals the pure layers may use, for tsconfig.pure.json only: the DOM library is kept out there, so that touching `document`,
 * `window`, timers, `performance` or the network in a pure layer does not compile.
 */
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
}

declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, into: Uint8Array): { read: number; written: number };
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  readonly encoding: string;
  decode(bytes?: ArrayBufferView | ArrayBuffer, options?: { stream?: boolean }): string;
}

declare const crypto: {
  readonly subtle: { digest(name: 'SHA-256', bytes: ArrayBufferView<ArrayBuffer> | ArrayBuffer): Promise<ArrayBuffer> };
};

declare function structuredClone<T>(value: T): T;

declare namespace WebAssembly {
  interface Module {
    readonly [Symbol.toStringTag]: string;
  }
  interface Instance {
    readonly exports: unknown;
  }
  class Memory {
    constructor(size: { initial: number; maximum?: number; shared?: boolean });
    readonly buffer: ArrayBufferLike;
    grow(pages: number): number;
  }
  function compile(bytes: Uint8Array<ArrayBuffer>): Promise<Module>;
  function instantiate(module: Module, imports?: { readonly env: { readonly memory: Memory } }): Promise<Instance>;
}
