import { cautionsOf } from '../core/cautions.ts';
import type { ModelPackage } from '../predict/package-type.ts';
import type { Predictor } from '../predict/standalone.ts';
import type { ScoredRow } from '../predict/scored-row.ts';
import { listedNames } from '../core/words.ts';
import { csvLine, parseCsv } from './csv.ts';

export interface BatchResult {
  /** The given columns and the answer's, with a header line. */
  readonly csv: string;
  readonly header: readonly string[];
  /** Answered rows, in order; a row that could not be read has no answer. */
  readonly rows: readonly (readonly string[])[];
  /** How many of the rows have an answer. */
  readonly answered: number;
  /** Of these, rows on which it abstains; null where the model does not know its limits. */
  readonly abstained: number | null;
  /** What went wrong, one sentence a value. */
  readonly problems: readonly string[];
}

/**
 * Answers every row of a CSV text. Rows with a wrong value keep their place, without an answer.
 * @throws an Error when the header lacks an input: a column that is called otherwise would pass for one of gaps
 */
export function answerCsv(text: string, { predict, check, pkg }: Predictor): BatchResult {
  const [names = [], ...records] = parseCsv(text);
  refuseAbsent(pkg.inputs, names);
  const rows = records.map((fields) => Object.fromEntries(names.map((name, i) => [name, fields[i] ?? ''])));
  const { problems } = check(rows);
  const wrong = new Set(problems.map(({ row }) => row));
  const answers = predict(rows.filter((_, i) => !wrong.has(i)));
  const added = answerNames(pkg, answers[0]);
  const empty = added.map(() => '');
  let next = 0;
  const told = records.map((fields, i) => [
    ...names.map((_, j) => fields[j] ?? ''),
    ...(wrong.has(i) ? empty : answerFields(answers[next++]!, pkg))
  ]);
  const header = [...names, ...added];
  return {
    csv: [header, ...told].map(csvLine).join('\r\n'),
    header,
    rows: told,
    answered: answers.length,
    abstained: pkg.limits ? answers.filter((answer) => answer.abstained).length : null,
    problems: problems.map(({ row, message }) => `Row ${row + 1}: ${message}`)
  };
}

function refuseAbsent(inputs: Predictor['pkg']['inputs'], names: readonly string[]): void {
  const absent = inputs.map(({ name }) => name).filter((name) => !names.includes(name));
  if (absent.length === 0) return;
  const columns = absent.length === 1 ? 'the column' : 'the columns';
  throw new Error(`The table lacks ${columns} ${listedNames(absent, 10)}. Nothing was answered.`);
}

function answerNames({ target: { labels }, limits }: ModelPackage, first: ScoredRow | undefined): string[] {
  const why = limits ? ['abstained'] : [];
  if (labels) return ['prediction', ...labels.map((label) => `probability of ${label}`), ...why];
  return [...(first?.interval ? ['prediction', 'low', 'high'] : ['prediction']), ...why];
}

function answerFields(
  { prediction, probabilities, interval, ...caution }: ScoredRow,
  { target: { labels = [] }, limits }: ModelPackage
): string[] {
  const why = limits ? [cautionsOf(caution).join(' ')] : [];
  return [String(prediction), ...labels.map((label) => String(probabilities![label])), ...(interval ?? []).map(String), ...why];
}
