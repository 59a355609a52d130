import type { UnitDifference } from '../../core/unit-difference.ts';
import { counted, quoted } from '../../core/words.ts';
import { partOf, type WorkContext } from '../../core/context.ts';
import { unknownId } from '../../core/errors/anywhere.ts';
import { batchUnitsDiffer } from '../../core/errors/deploying.ts';
import { csvNoRows } from '../../core/errors/csv.ts';
import type { Table } from '../../core/table.ts';
import type { Scores } from '../../predict/scores.ts';
import { asTheFileCalls, inTrainedUnits, unitDifferences } from '../../stages/deploy/batch-units.ts';
import { csvRecord } from '../../stages/ingest/csv/csv-text.ts';
import { readCsvForSchema, readHeader, type RawRows } from '../../stages/ingest/csv/read-for-schema.ts';
import type { ServingServices } from '../services.ts';
import { holdBatch, type OnBrokenRule } from './batch-rules.ts';
import { rowWarnings } from './row-warnings.ts';
import { createGatewayDeps } from './gateway-deps.ts';

export interface BatchJob {
  readonly deployment: string;
  readonly source: Blob;
  readonly onBroken: OnBrokenRule;
  /** `convert`: what the file has in another unit of the same kind, by its name, is converted; else that is refused. */
  readonly units?: 'convert';
}

/** A whole CSV in, the same CSV with prediction columns out, piece by piece; rows that were set aside keep their place without an answer. */
export async function scoreBatch(job: BatchJob, services: ServingServices, context: WorkContext): Promise<Blob> {
  const deps = createGatewayDeps(services);
  const found = await deps.find(job.deployment);
  if (!found)
    throw unknownId(
      'deployment',
      job.deployment,
      (await services.storage.deployments.list()).map((known) => known.name)
    );
  const { scorer } = await found.resolve(found.deployment.model);
  const { inputs } = scorer.pkg;
  const differences = unitDifferences(inputs, await readHeader(job.source, context));
  if (differences.length > 0 && job.units !== 'convert') throw batchUnitsDiffer(differences);
  const asked = asTheFileCalls(inputs, differences);
  const record = (await services.storage.deployments.find(job.deployment))!;
  const setAside = await holdBatch(job, record, services, context);
  const pieces: string[] = [];
  let from = 0;
  const onRows = (table: Table, raw: RawRows) => {
    const answers = answerFields(scorer.scoreTable(inTrainedUnits(table, differences)));
    const warn = rowWarnings(asked, table, raw);
    const names = freshNames(raw.header, [...answers.names, 'prediction_warnings']);
    if (pieces.length === 0) pieces.push(csvRecord([...raw.header, ...names]));
    const fieldsOf = (row: number): (string | null)[] => {
      const broken = setAside.get(from + row);
      return broken === undefined ? [...answers.fields(row), warn(row)] : [...answers.names.map(() => null), `set aside: ${broken}`];
    };
    pieces.push(raw.lines.map((line, row) => csvRecord([...line, ...fieldsOf(row)])).join(''));
    from += table.rows;
  };
  const { rows } = await readCsvForSchema(job.source, asked, onRows, partOf(context, 0.5, 1));
  if (rows === 0) throw csvNoRows(inputs.length);
  await services.storage.audit.append(
    record.projectId,
    services.now(),
    'batch-scored',
    `${job.deployment}: ${counted(rows, 'row')}${converted(differences)}${setAside.size > 0 ? `, ${setAside.size} set aside` : ''}`
  );
  return new Blob(pieces, { type: 'text/csv' });
}

const converted = (differences: readonly UnitDifference[]): string =>
  differences.map(({ column, given, unit }) => `, ${quoted(column)} converted from ${given} to ${unit}`).join('');

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
