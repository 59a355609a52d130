import type { WorkContext } from '../../core/context.ts';
import { csvNoRows, unknownId } from '../../core/errors.ts';
import type { Table } from '../../core/table.ts';
import type { Scores } from '../../predict/scorer.ts';
import { csvRecord } from '../../stages/ingest/csv/csv-text.ts';
import { readCsvForSchema, type RawRows } from '../../stages/ingest/csv/read-for-schema.ts';
import type { ServingServices } from '../services.ts';
import { rowWarnings } from './row-warnings.ts';
import { createGatewayDeps } from './gateway-deps.ts';

/** A whole CSV in, the same CSV with prediction columns out, piece by piece. */
export async function scoreBatch(
  job: { readonly deployment: string; readonly source: Blob },
  services: ServingServices,
  context: WorkContext
): Promise<Blob> {
  const deps = createGatewayDeps(services);
  const found = await deps.find(job.deployment);
  if (!found)
    throw unknownId(
      'deployment',
      job.deployment,
      (await services.storage.deployments.list()).map((known) => known.name)
    );
  const { scorer } = await found.resolve(found.deployment.model);
  const pieces: string[] = [];
  const onRows = (table: Table, raw: RawRows) => {
    const answers = answerFields(scorer.scoreTable(table));
    const warn = rowWarnings(scorer.pkg.inputs, table, raw);
    const names = freshNames(raw.header, [...answers.names, 'prediction_warnings']);
    if (pieces.length === 0) pieces.push(csvRecord([...raw.header, ...names]));
    pieces.push(raw.lines.map((line, row) => csvRecord([...line, ...answers.fields(row), warn(row)])).join(''));
  };
  const { rows } = await readCsvForSchema(job.source, scorer.pkg.inputs, onRows, context);
  if (rows === 0) throw csvNoRows(scorer.pkg.inputs.length);
  await services.storage.audit.append(
    projectOf(await services.storage.deployments.find(job.deployment)),
    services.now(),
    'batch-scored',
    `${job.deployment}: ${rows} rows`
  );
  return new Blob(pieces, { type: 'text/csv' });
}

const projectOf = (deployment: { readonly projectId: string } | undefined): string => deployment?.projectId ?? '';

interface AnswerFields {
  readonly names: readonly string[];
  fields(row: number): string[];
}

/** For classes the answer and each probability; for numbers the answer and, where it is known, the ends of its interval. */
function answerFields(scores: Scores): AnswerFields {
  if (scores.kind === 'classes') {
    const { labels, probabilities, predicted } = scores;
    return {
      names: ['prediction', ...labels.map((label) => `probability_${label}`)],
      fields: (row) => [labels[predicted[row]!]!, ...labels.map((_, code) => String(probabilities[row * labels.length + code]!))]
    };
  }
  const { values, low, high } = scores;
  if (!low || !high) return { names: ['prediction'], fields: (row) => [String(values[row]!)] };
  return {
    names: ['prediction', 'prediction_low', 'prediction_high'],
    fields: (row) => [values, low, high].map((ends) => String(ends[row]!))
  };
}

/** A file that already has a column "prediction" keeps it. */
const freshNames = (header: readonly string[], names: readonly string[]): string[] =>
  names.map((name) => {
    let fresh = name;
    while (header.includes(fresh)) fresh = `${fresh}_`;
    return fresh;
  });
