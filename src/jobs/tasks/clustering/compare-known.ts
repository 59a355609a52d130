import type { ClusterFindings } from '../../../core/cluster-findings.ts';
import type { SeededContext } from '../../../core/context.ts';
import type { Metric } from '../../../core/outcome.ts';
import { findColumn, type Column } from '../../../core/table.ts';
import { bootstrapInterval } from '../../../kernels/intervals.ts';
import { resample } from '../../../kernels/resample.ts';
import { agreementOf, crossTable } from '../../../stages/cluster/agreement.ts';
import type { ClusterFit } from '../../../stages/cluster/cluster-model.ts';
import type { Study } from '../study.ts';

export interface Comparison {
  readonly compared: NonNullable<ClusterFindings['compared']>;
  readonly metrics: Record<string, Metric>;
}

const REPLICATES = 200;
const MOST_LABELS = 200;

/** The clusters beside the answers of a column that was not looked at; rows without one are left out. Null where there is none, or none that names groups. */
export async function compareKnown({ table, target }: Study, found: ClusterFit, context: SeededContext): Promise<Comparison | null> {
  const column = target === undefined ? undefined : findColumn(table, target);
  const known = column && codesOf(column);
  if (!known || known.labels.length > MOST_LABELS) return null;
  const rows = Uint32Array.from(known.codes.keys()).filter((row) => known.codes[row]! >= 0);
  if (rows.length < 2) return null;
  const own = Int32Array.from(rows, (row) => (found.labels[row]! < 0 ? found.clusters : found.labels[row]!));
  const answers = Int32Array.from(rows, (row) => known.codes[row]!);
  const table2 = crossTable(own, answers, null);
  const compared = { column: column.name, labels: known.labels, table: table2 };
  return { compared, metrics: await agreementMetrics(own, answers, context) };
}

async function agreementMetrics(own: Int32Array, answers: Int32Array, context: SeededContext): Promise<Record<string, Metric>> {
  const scores = (weights: Float64Array | null) => {
    const { adjustedRand, normalizedMutualInformation } = agreementOf(crossTable(own, answers, weights));
    return [adjustedRand, normalizedMutualInformation];
  };
  const n = own.length;
  const drawn = await resample({ rows: n, weights: null, replicates: REPLICATES, scores, rng: context.rng, context });
  const values = scores(null);
  const metricOf = (i: number): Metric => ({
    value: values[i]!,
    ...bootstrapInterval({ value: values[i]!, replicates: drawn.replicates[i]!, jackknife: drawn.jackknife[i]!, n }),
    n
  });
  return { adjusted_rand: metricOf(0), nmi: metricOf(1) };
}

function codesOf(column: Column): { codes: Int32Array; labels: readonly string[] } | null {
  if (column.kind === 'category') return column;
  if (column.kind !== 'number') return null;
  const distinct = [...new Set(column.values.filter(Number.isFinite))].sort((a, b) => a - b);
  const codeOf = new Map(distinct.map((value, code) => [value, code]));
  return { codes: Int32Array.from(column.values, (value) => codeOf.get(value) ?? -1), labels: distinct.map(String) };
}
