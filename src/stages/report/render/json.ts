import type { ReportDocument } from '../document.ts';
import { readable } from './escape.ts';

/** Of every document but the model card, which follows the Model Card Toolkit. Raised when a field changes its meaning. */
export const DOCUMENT_SCHEMA = 'lathe-document/1';

/**
 * A document as JSON, in the schema `lathe-document/1`:
 * `{ schema, kind, title, lead, date, madeBy, sections: [{ title, blocks }] }`, where a block is one of
 * `{ kind: "paragraph", text }`, `{ kind: "list", ordered, items }`, `{ kind: "pairs", pairs: [[name, value]] }`,
 * `{ kind: "table", caption, columns: [{ label, holds: "words" | "number" }], rows: [[cell]] }`,
 * `{ kind: "intervals", caption, rows: [{ label, value, low, high }], mark: { label, value } | null }`,
 * `{ kind: "confusion", caption, labels, counts: [[rows]] }` (actual by predicted) and
 * `{ kind: "calibration", caption, bins: [{ predicted, observed, low, high, rows }] }`. All text is plain; numbers that are not finite are null.
 */
export const renderJson = (document: ReportDocument): string => jsonText({ schema: DOCUMENT_SCHEMA, ...document });

/** Text without hidden marks, whatever the names in it are; two spaces a level. */
export const jsonText = (value: unknown): string =>
  `${JSON.stringify(value, (_key, entry: unknown) => (typeof entry === 'string' ? readable(entry) : entry), 2)}\n`;
