import type { WorkContext } from '../../core/context.ts';
import { quantileSorted } from '../../core/stats.ts';
import type { ColumnFacts } from '../../stages/ingest/rules/rule-kind.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import type { JobServices } from '../services.ts';
import { readPieces, type TablePiece } from './pieces.ts';

/** Values that say where the bounds of cells are put; what is in the cells is counted over all rows. */
const SAMPLE_ROWS = 4000;
const SHARES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** What proposals start from: the smallest and the largest of each number and time over all rows, and about its deciles. */
export async function columnFacts(
  dataset: DatasetRecord,
  services: Pick<JobServices, 'storage'>,
  context: WorkContext
): Promise<ColumnFacts[]> {
  const numeric = dataset.columns.filter(({ kind }) => kind === 'number' || kind === 'time').map(({ name }) => name);
  const spans = new Map(numeric.map((name) => [name, newSpan()]));
  const stride = Math.max(1, Math.ceil(dataset.rows / SAMPLE_ROWS));
  if (numeric.length > 0)
    for await (const piece of readPieces(dataset, numeric, services, context))
      for (const [name, span] of spans) widen(span, name, piece, stride);
  return dataset.columns.map(({ name, type, role, missing, distinct, labels, origin }) => {
    const span = spans.get(name);
    const isThere = span !== undefined && span.min <= span.max;
    const sorted = Float64Array.from(span?.sample ?? []).sort();
    return {
      name,
      type,
      role,
      missing,
      distinct,
      ...(labels ? { labels } : {}),
      ...(origin ? { origin } : {}),
      min: isThere ? span.min : null,
      max: isThere ? span.max : null,
      quantiles: sorted.length === 0 ? [] : SHARES.map((share) => quantileSorted(sorted, share))
    };
  });
}

interface Span {
  min: number;
  max: number;
  readonly sample: number[];
}

const newSpan = (): Span => ({ min: Infinity, max: -Infinity, sample: [] });

function widen(span: Span, name: string, { columns, from, rows }: TablePiece, stride: number): void {
  const column = columns.find((candidate) => candidate.name === name);
  if (column?.kind !== 'number' && column?.kind !== 'time') return;
  for (let row = 0; row < rows; row++) {
    const value = column.values[row]!;
    if (value !== value) continue;
    if (value < span.min) span.min = value;
    if (value > span.max) span.max = value;
    if ((from + row) % stride === 0) span.sample.push(value);
  }
}
