import type { ModelPackage } from '../../predict/package-type.ts';

/** What a file is made from. */
export interface ExportInput {
  readonly pkg: ModelPackage;
  /** The file of the package. */
  readonly bytes: Uint8Array;
  /** What the reader sees as its name: any text. */
  readonly title: string;
  /** Texts of functions: one makes the runtime (runtime-for.ts), the other the page. */
  readonly scripts: ExportScripts;
}

export interface ExportScripts {
  readonly runtime: string;
  readonly page: string;
}

/** What a finished file really carries, read back out of it. */
export interface Carried {
  readonly bytes: Uint8Array;
  /** Text of the scoring function in the file; null when the file is the package alone. */
  readonly runtime: string | null;
}

/** A kind of file a model can be handed over as. */
export interface ExportFormat {
  readonly id: string;
  readonly label: string;
  /** One sentence: what it is for and what it needs. */
  readonly doc: string;
  readonly extension: string;
  readonly mime: string;
  make(input: ExportInput): Uint8Array;
  /** @throws LatheError `export-damaged` when the file is not one of this format */
  readBack(file: Uint8Array): Carried;
}
