import type { WorkContext } from '../../core/context.ts';
import { columnNotVaried } from '../../core/errors/judging.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { forkRng } from '../../core/rng.ts';
import { findColumn, gather, type Table } from '../../core/table.ts';
import type { Scores } from '../../predict/scores.ts';
import { decisionField } from '../../stages/explain/decision-field.ts';
import type { LabelledRows } from '../experiment/labelled-rows.ts';
import { scoreInPieces } from '../scoring/score-in-pieces.ts';
import type { JudgedRun } from './load-judged.ts';
import { rowAsked } from './row-asked.ts';
import { codeOf } from './shap/shap-request.ts';
import { typicalRow } from './typical-row.ts';

/** Rows that are held against the field, of which all are drawn. */
const MOST_ROWS = 300;
const ORDERED: readonly string[] = ['number', 'integer', 'time'];

/** What the model says over two columns, all others as one row has them, or as is typical of training; with held-out rows over it. */
export async function fieldOfRun(judged: JudgedRun, rows: LabelledRows, asked: PlainRecord, context: WorkContext): Promise<object> {
  const { scorer, run } = judged;
  const columns = columnsAsked(judged, asked);
  const code = codeOf(judged, asked['of']);
  const isRow = asked['given'] !== undefined || asked['rows'] !== undefined;
  const row = isRow ? rowAsked(judged, rows.inputs, asked) : typicalRow(judged);
  const count = Math.min(MOST_ROWS, rows.inputs.rows);
  const places = Array.from({ length: count }, (_, i) => Math.floor((i * rows.inputs.rows) / count));
  const table = gather(rows.inputs, places);
  const score = (some: Table) => scoreInPieces(scorer, some, { ...context, onProgress: () => undefined });
  const found = await decisionField({
    answer: async (some) => answersOf(await score(some), code),
    table,
    row,
    columns,
    rng: forkRng(run.seed, 'explain/field'),
    context
  });
  const { rows: shown, cellOf, ...field } = found;
  const told = await score(gather(table, shown));
  const { labels, name } = scorer.pkg.target;
  const values = (column: string) => (findColumn(table, column) as { values: Float64Array }).values;
  const points = shown.map((place, i) => ({
    x: values(columns[0])[place]!,
    y: values(columns[1])[place]!,
    cell: cellOf[i]!,
    actual: actualOf(rows, places[place]!),
    answer: told.kind === 'classes' ? told.labels[told.predicted[i]!]! : told.values[i]!
  }));
  return {
    features: columns,
    of: labels ? labels[code!]! : name,
    labels: labels ?? null,
    isTypical: !isRow,
    ...field,
    points,
    rows: shown.length
  };
}

/** The columns that were asked about, or the first two that have an order. @throws LatheError `column-not-found`, `column-not-varied` */
function columnsAsked({ scorer }: JudgedRun, asked: PlainRecord): [string, string] {
  const { inputs } = scorer.pkg;
  const ordered = inputs.filter(({ type }) => ORDERED.includes(type)).map(({ name }) => name);
  const first = String(asked['feature'] ?? ordered[0] ?? inputs[0]!.name);
  const second = String(
    asked['with'] ?? ordered.find((name) => name !== first) ?? inputs.find(({ name }) => name !== first)?.name ?? first
  );
  for (const name of [first, second]) {
    const input = inputs.find((each) => each.name === name);
    if (!input) throw columnNotFound(name, inputs.map((each) => each.name)); // prettier-ignore
    if (!ORDERED.includes(input.type)) throw columnNotVaried(name, input.type);
  }
  return [first, second];
}

function answersOf(scores: Scores, code: number | null) {
  if (scores.kind === 'numbers') return { values: scores.values, codes: null };
  const { probabilities, labels, predicted } = scores;
  return { values: Float64Array.from(predicted, (_, row) => probabilities[row * labels.length + code!]!), codes: predicted };
}

const actualOf = ({ target }: LabelledRows, row: number): string | number =>
  target.kind === 'classes' ? (target.labels[target.codes[row]!] ?? '') : target.values[row]!;
