import type { Table } from '../../core/table.ts';
import type { Scorer } from '../../predict/scorer.ts';
import { checkParity, type Parity } from './check-parity.ts';
import { exportFormats } from './registry.ts';
import { runtimeFor, type RuntimeKit } from './runtime-for.ts';

export interface ExportRequest {
  readonly format: string;
  readonly bytes: Uint8Array;
  readonly scorer: Scorer;
  readonly title: string;
  readonly heldOut: Table;
  readonly kit: RuntimeKit;
}

export interface ExportedFile {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly mime: string;
  readonly parity: Parity;
}

/**
 * Makes a file and checks it against the app's own answers on held-out rows; a file that differs is never returned.
 * @throws LatheError `unknown-id` (no such format), `export-damaged`, `export-differs`
 */
export function exportModel({ format: id, bytes, scorer, title, heldOut, kit }: ExportRequest): ExportedFile {
  const format = exportFormats.get(id);
  const runtime = runtimeFor(scorer.pkg, kit);
  const file = format.make({ pkg: scorer.pkg, bytes, title, scripts: { runtime: runtime.text, page: kit.exportPage.toString() } });
  const parity = checkParity({ format, file, scorer, rows: heldOut, runtime });
  return { bytes: file, name: `${fileName(title)}.${format.extension}`, mime: format.mime, parity };
}

/** A name that every file system takes. */
function fileName(title: string): string {
  const name = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
  return name === '' ? 'model' : name.toLowerCase();
}
