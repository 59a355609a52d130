import type { WorkContext } from '../../../core/context.ts';
import type { Quarantine, QuarantinedRow } from '../../../core/quarantine.ts';
import { FOLDED } from '../../../kernels/csv/delimiter-fold.ts';
import { leastBlanks } from '../../../kernels/csv/open-fold.ts';
import { recordBlocks, type StreamSettings } from './block-stream.ts';
import type { ByteSource } from './byte-source.ts';
import { silentEvents } from './sniff/sample-records.ts';
import type { IssueLog, Rejection } from './issue-log.ts';

/** Characters kept of all raw records together, and of one. */
const MOST_CHARACTERS = 262_144;
const MOST_OF_ONE = 4000;

/**
 * What was rejected, with the raw text of its records: the file is looked at once more, as far as the last of them.
 * @returns null when nothing was rejected
 */
export async function quarantineOf(
  log: IssueLog,
  source: ByteSource,
  stream: StreamSettings,
  context: WorkContext
): Promise<Quarantine | null> {
  if (log.rejected === 0) return null;
  const unknown = log.rejections.filter(({ text }) => text === undefined);
  const texts = await rawRecords(new Set(unknown.map(({ line }) => line)), source, stream, context);
  return { count: log.rejected, rows: keptRows(log.rejections, ({ line, text }) => shortened(text ?? texts.get(line) ?? '')) };
}

/** Lines that were left out of a file whose texts were at hand as they were met; null when there are none. */
export function quarantineOfLines(log: IssueLog): Quarantine | null {
  const lines = log.rejections.filter(({ text }) => text !== undefined);
  return log.leftOut === 0 ? null : { count: log.leftOut, rows: keptRows(lines, ({ text = '' }) => shortened(text)) };
}

/** The first of them, as far as there is room. */
function keptRows(rejections: readonly Rejection[], textOf: (rejection: Rejection) => string): QuarantinedRow[] {
  const rows: QuarantinedRow[] = [];
  let left = MOST_CHARACTERS;
  for (const rejection of rejections) {
    const { line, code, reason } = rejection;
    const text = textOf(rejection);
    left -= text.length + reason.length;
    if (left < 0) break;
    rows.push({ line, code, reason, text });
  }
  return rows;
}

/** The records that begin on these lines. */
async function rawRecords(
  lines: ReadonlySet<number>,
  source: ByteSource,
  stream: StreamSettings,
  context: WorkContext
): Promise<Map<number, string>> {
  const texts = new Map<number, string>();
  if (lines.size === 0) return texts;
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const onRecord = (line: number, bytes: Uint8Array) => {
    if (lines.has(line)) texts.set(line, shortened(unfolded(decoder.decode(bytes).replace(/\r?\n$|\r$/, ''), stream)));
  };
  const silent: WorkContext = { ...context, onProgress: () => undefined };
  for await (const block of recordBlocks(source, { ...stream, useKernel: false }, { ...silentEvents, onRecord }, silent))
    if (texts.size === lines.size || block.rows === 0) break;
  return texts;
}

/** As it stands in the file; of blanks between two fields as many as part them. */
function unfolded(text: string, { fold }: StreamSettings): string {
  if (!fold) return text;
  const least = leastBlanks(fold);
  return text.replaceAll(String.fromCharCode(FOLDED), least === null ? new TextDecoder().decode(fold.delimiter) : ' '.repeat(least));
}

const shortened = (text: string): string => (text.length > MOST_OF_ONE ? `${text.slice(0, MOST_OF_ONE - 1)}…` : text);
