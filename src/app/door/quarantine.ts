import { parseCanonical } from '../../core/hash.ts';
import type { QuarantinedRow } from '../../core/quarantine.ts';
import { csvRecord } from '../../stages/ingest/csv/csv-text.ts';
import type { QuarantineList, QuarantineVerbs } from '../api/quarantine.ts';
import type { DatasetMade } from '../../storage/records/dataset.ts';
import type { Services } from '../services.ts';

const quick = new AbortController().signal;
/** Rows that a step set aside are read anew, so many of them. */
const SHOWN = 100;

/** What imports set aside, read from the piece that was stored with the version; and what a step did, read from the version before. */
export function quarantineVerbs({ storage, reader }: Services): QuarantineVerbs {
  const read = async (datasetId: string): Promise<QuarantineList | null> => {
    const { report, made } = await storage.datasets.get(datasetId);
    if (!report?.quarantine) return made ? setAsideBy(made) : null;
    const { chunk, count } = report.quarantine;
    return { count, rows: parseCanonical(new TextDecoder().decode(await storage.chunks.get(chunk))) as QuarantinedRow[] };
  };
  /** Rows a step took out stand in the version before, as long as there is one. */
  const setAsideBy = async ({ steps, parents }: DatasetMade): Promise<QuarantineList | null> => {
    const step = steps.find((candidate) => candidate.kind === 'drop-rows' && candidate.why !== undefined);
    const parent = (await storage.datasets.list(parents[0]?.projectId ?? '')).find(({ id }) => id === parents[0]?.datasetId);
    if (step?.kind !== 'drop-rows' || step.why === undefined || !parent || step.rows.length === 0) return null;
    const { why } = step;
    const shown = step.rows.slice(0, SHOWN);
    const rows = await reader.run(quick, (api) => api.rowsAt({ datasetId: parent.id, rows: shown }));
    const textOf = (row: Record<string, unknown>) =>
      csvRecord(Object.values(row).map((value) => (value === null ? null : String(value)))).trimEnd();
    return {
      count: step.rows.length,
      rows: rows.map((row, i) => ({ line: shown[i]! + 1, code: 'set-aside', reason: why, text: textOf(row) }))
    };
  };
  return {
    quarantine: read,
    async quarantineCsv(datasetId) {
      const rows = (await read(datasetId))?.rows ?? [];
      const options = { spreadsheetSafe: true };
      const records = rows.map(({ line, reason, text }) => csvRecord([String(line), reason, text], options));
      return new Blob([csvRecord(['line', 'reason', 'raw text'], options), ...records], { type: 'text/csv' });
    }
  };
}
