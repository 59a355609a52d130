import type { BatchOddities } from '../../core/batch-answer.ts';
import type { UnitDifference } from '../../core/unit-difference.ts';
import { counted, quoted } from '../../core/words.ts';
import { partOf, type WorkContext } from '../../core/context.ts';
import { unknownId } from '../../core/errors/anywhere.ts';
import { batchUnitsDiffer } from '../../core/errors/deploying.ts';
import { csvNoRows } from '../../core/errors/csv.ts';
import type { Table } from '../../core/table.ts';
import type { InputColumn } from '../../predict/package-type.ts';
import type { Scorer } from '../../predict/scorer.ts';
import { asTheFileCalls, inTrainedUnits, isUnderItsName, unitDifferences } from '../../stages/deploy/batch-units.ts';
import { csvRecord } from '../../stages/ingest/csv/csv-text.ts';
import { readCsvForSchema, readHeader, type RawRows } from '../../stages/ingest/csv/read-for-schema.ts';
import type { DeploymentRecord } from '../../storage/records/deployment.ts';
import type { ServingServices } from '../services.ts';
import { batchFields } from './batch-fields.ts';
import { holdBatch, type OnBrokenRule } from './batch-rules.ts';
import { MarksWatch, writtenAs } from './marks-watch.ts';
import { OddityWatch } from './row-warnings.ts';
import { createGatewayDeps } from './gateway-deps.ts';

export interface BatchJob {
  readonly deployment: string;
  readonly source: Blob;
  readonly onBroken: OnBrokenRule;
  /** False: without the column that says what is odd about each row. */
  readonly warnings?: boolean;
  /** `file`: read by the marks the file itself shows, where it writes numbers and dates otherwise than the training file; else that is refused. */
  readonly marks?: 'file';
  /** `convert`: what the file has in another unit of the same kind, by its name, is converted; `trained`: the model's inputs are in its units, whatever their names say; else such a file is refused. */
  readonly units?: 'convert' | 'trained';
}

/** The answered file, and what is odd about its rows. */
export interface BatchAnswer extends BatchOddities {
  readonly file: Blob;
  /** Rows that broke a rule and have no answer. */
  readonly setAside: number;
  /** Answered rows on which the model abstains; absent where it does not know its limits. */
  readonly abstained?: number;
}

/** A whole CSV in, the same CSV with prediction columns out, piece by piece; rows that were set aside keep their place without an answer. */
export async function scoreBatch(job: BatchJob, services: ServingServices, context: WorkContext): Promise<BatchAnswer> {
  const { scorer, record } = await modelBehind(job.deployment, services);
  const { inputs } = scorer.pkg;
  const differences = await differencesOf(job, inputs, context);
  const asked = writtenAs(asTheFileCalls(inputs, differences), job.marks ?? 'known');
  const watch = new MarksWatch(asked);
  const odd = new OddityWatch(inputs, asked);
  const setAside = await holdBatch(job, record, services, context);
  const pieces: string[] = [];
  let [from, abstained] = [0, 0];
  const onRows = (table: Table, raw: RawRows) => {
    watch.see(table, raw);
    const taken = inTrainedUnits(table, differences);
    const answers = batchFields(scorer.pkg, scorer.scoreWithCautions(taken));
    abstained += answers.abstained((row) => !setAside.has(from + row));
    const warn = odd.look(taken, raw);
    const own = (words: string) => (job.warnings === false ? [] : [words]);
    const names = freshNames(raw.header, [...answers.names, ...own('prediction_warnings')]);
    if (pieces.length === 0) pieces.push(csvRecord([...raw.header, ...names]));
    const fieldsOf = (row: number): (string | null)[] => {
      const broken = setAside.get(from + row);
      return broken === undefined
        ? [...answers.fields(row), ...own(warn(row))]
        : [...answers.names.map(() => null), ...own(`set aside: ${broken}`)];
    };
    pieces.push(raw.lines.map((line, row) => csvRecord([...line, ...fieldsOf(row)])).join(''));
    from += table.rows;
  };
  const { rows } = await readCsvForSchema(job.source, asked, onRows, partOf(context, 0.5, 1));
  if (rows === 0) throw csvNoRows(inputs.length);
  watch.refuse();
  const done = `${counted(rows, 'row')}${converted(differences)}${setAside.size > 0 ? `, ${setAside.size} set aside` : ''}`;
  await services.storage.audit.append(record.projectId, services.now(), 'batch-scored', `${job.deployment}: ${done}`);
  return {
    file: new Blob(pieces, { type: 'text/csv' }),
    setAside: setAside.size,
    ...(scorer.pkg.limits ? { abstained } : {}),
    ...odd.told()
  };
}

async function modelBehind(name: string, services: ServingServices): Promise<{ scorer: Scorer; record: DeploymentRecord }> {
  const { deployments } = services.storage;
  const [found, record] = [await createGatewayDeps(services).find(name), await deployments.find(name)];
  if (!found || !record) {
    const known = await deployments.list();
    throw unknownId(
      'deployment',
      name,
      known.map((one) => one.name)
    );
  }
  const { scorer } = await found.resolve(record.model);
  return { scorer, record };
}

/** @throws LatheError `batch-units-differ` when a person has not said what to do about it */
async function differencesOf({ source, units }: BatchJob, inputs: readonly InputColumn[], context: WorkContext): Promise<UnitDifference[]> {
  const said = unitDifferences(inputs, await readHeader(source, context));
  const differences = units === 'trained' ? said.filter((difference) => !isUnderItsName(difference)) : said;
  if (differences.length > 0 && units !== 'convert') throw batchUnitsDiffer(differences);
  return differences;
}

const converted = (differences: readonly UnitDifference[]): string =>
  differences.map(({ column, given, unit }) => `, ${quoted(column)} converted from ${given} to ${unit}`).join('');

/** A file that already has a column "prediction" keeps it. */
const freshNames = (header: readonly string[], names: readonly string[]): string[] =>
  names.map((name) => {
    let fresh = name;
    while (header.includes(fresh)) fresh = `${fresh}_`;
    return fresh;
  });
