import { canonicalJson, parseCanonical } from '../../core/hash.ts';
import type { QuarantinedRow } from '../../core/quarantine.ts';
import type { DatasetRecord, ImportReport } from '../../storage/records/dataset.ts';
import type { Erasure, Storage } from '../../storage/storage.ts';

/** Shorter values stand in other texts by chance. */
export const SHORTEST_NAMED = 4;

/** Whether a record that an import set aside names the value: as a field, or, where it is long enough, anywhere. */
export function isAbout({ text, reason, code }: QuarantinedRow, value: string): boolean {
  if (value.length >= SHORTEST_NAMED && (text.includes(value) || reason.includes(value))) return true;
  return text.split(code === 'bad-record' ? /[,:{}[\]]/ : /[,;\t|]/).some((field) => field.trim().replace(/^"(.*)"$/, '$1') === value);
}

async function setAside({ report }: DatasetRecord, storage: Storage): Promise<QuarantinedRow[]> {
  if (!report?.quarantine) return [];
  return parseCanonical(new TextDecoder().decode(await storage.chunks.get(report.quarantine.chunk))) as QuarantinedRow[];
}

/** How many records set aside by the import of a version name the value. */
export const quarantinedAbout = async (dataset: DatasetRecord, value: string, storage: Storage): Promise<number> =>
  (await setAside(dataset, storage)).filter((row) => isAbout(row, value)).length;

/** The report of an import without the records that name the value. */
export async function withoutQuarantined(
  dataset: DatasetRecord,
  value: string,
  { storage, erasure }: { readonly storage: Storage; readonly erasure: Erasure }
): Promise<ImportReport | null> {
  const { report } = dataset;
  const rows = await setAside(dataset, storage);
  const left = rows.filter((row) => !isAbout(row, value));
  if (!report?.quarantine || left.length === rows.length) return report;
  const { quarantine, ...rest } = report;
  if (left.length === 0) return rest;
  const chunk = await erasure.put(new TextEncoder().encode(canonicalJson(left)));
  return { ...rest, quarantine: { chunk, kept: left.length, count: quarantine.count - (rows.length - left.length) } };
}
