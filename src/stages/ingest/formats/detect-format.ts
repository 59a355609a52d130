import { quoted } from '../../../core/words.ts';
import { readRange, type ByteSource } from '../csv/byte-source.ts';
import { delimited } from './delimited.ts';
import { tableFormats } from './registry.ts';
import type { TableFormat } from './table-format.ts';

export interface DetectedFormat {
  readonly format: TableFormat;
  /** What a person should know: that the name says something else. */
  readonly notes: readonly string[];
}

const HEAD_BYTES = 4096;
const TAIL_BYTES = 16;

/** What a file is, by its bytes; where these do not tell, it is text. A name that says something else is told and not believed. */
export async function detectFormat(source: ByteSource, name: string): Promise<DetectedFormat> {
  const [head, tail] = await Promise.all([
    readRange(source, 0, HEAD_BYTES),
    readRange(source, Math.max(0, source.size - TAIL_BYTES), source.size)
  ]);
  const format = tableFormats.find(({ recognise }) => recognise(head, tail) === true) ?? delimited;
  return { format, notes: wrongName(format, name) };
}

/** The note on a file whose ending promises another format. */
export function wrongName(format: TableFormat, name: string): string[] {
  const promised = formatByName(name);
  if (promised === null || promised === format) return [];
  return [`The file is called ${quoted(name)}, but it holds ${format.label}, and was read as such.`];
}

export const formatByName = (name: string): TableFormat | null =>
  tableFormats.find(({ endings }) => endings.some((ending) => name.toLowerCase().endsWith(ending))) ?? null;
