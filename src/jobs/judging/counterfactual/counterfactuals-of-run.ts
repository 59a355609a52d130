import { alreadyAnswered, explanationNotForImages, noDirection } from '../../../core/errors/judging.ts';
import { columnNotFound } from '../../../core/errors/tables.ts';
import type { WorkContext } from '../../../core/context.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import { findColumn, type Table } from '../../../core/table.ts';
import { compileRecipe } from '../../../predict/apply-recipe.ts';
import type { Scores } from '../../../predict/scores.ts';
import { counterfactuals, type Counterfactuals } from '../../../stages/explain/counterfactual/counterfactuals.ts';
import type { Leave } from '../../../stages/explain/counterfactual/levers.ts';
import { scoreInPieces } from '../../scoring/score-in-pieces.ts';
import type { JudgedRun } from '../load-judged.ts';
import { rowAsked } from '../row-asked.ts';
import { coversOf } from '../shap/shap-request.ts';
import { goalOf } from './goal.ts';
import { sayCounterfactual, valueIn } from './say-counterfactual.ts';

const COUNT = 4;
const MOST_COLUMNS = 4;
/** Elementary steps that scoring may take for each further column, some seconds, and rows that are enough. */
const STEPS = 3e8;
const MOST_ROWS = 6_000;
const FEWEST_ROWS = 500;

/** The least that would have been enough for another answer of a row: one of those that were held out, by its place, or one of one's own. */
export async function counterfactualsOfRun(
  judged: JudgedRun,
  rows: { readonly inputs: Table },
  asked: PlainRecord,
  context: WorkContext
): Promise<object> {
  const { scorer } = judged;
  const image = scorer.pkg.inputs.find(({ type }) => type === 'image');
  if (image) throw explanationNotForImages(image.name);
  const training = coversOf(judged);
  const leave = leaveOf(judged, training, asked);
  const goal = goalOf(scorer, asked);
  const row = rowAsked(judged, rows.inputs, asked);
  const quiet = { ...context, onProgress: () => undefined };
  const score = (table: Table) => scoreInPieces(scorer, table, quiet);
  const before = await score(row);
  if (goal.look(before).reached[0]) throw alreadyAnswered(goal.words);
  const recipe = compileRecipe(scorer.pkg.recipe);
  const found = await counterfactuals({
    training,
    row,
    inputs: scorer.pkg.inputs,
    leave,
    ask: async (table) => goal.look(await score(table)),
    prepare: (table) => recipe({ rows: table.rows, columns: scorer.pkg.inputs.map(({ name }) => findColumn(table, name)!) }),
    count: Number(asked['count'] ?? COUNT),
    mostColumns: MOST_COLUMNS,
    budget: Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, Math.floor(STEPS / scorer.stepsPerRow))),
    context
  });
  return told(found, { row, before, after: await score(found.changed), wanted: goal.words });
}

/** @throws LatheError `column-not-found`, `no-direction` */
function leaveOf({ scorer }: JudgedRun, training: Table, asked: PlainRecord): Leave {
  const names = scorer.pkg.inputs.map(({ name }) => name);
  const listAt = (key: string) => {
    const list = (asked[key] ?? []) as readonly string[];
    const stray = list.find((name) => !names.includes(name));
    if (stray !== undefined) throw columnNotFound(stray, names);
    return list;
  };
  const leave = { keep: listAt('keep'), onlyUp: listAt('onlyUp'), onlyDown: listAt('onlyDown') };
  for (const name of [...leave.onlyUp, ...leave.onlyDown]) {
    const column = findColumn(training, name);
    const hasOrder = column?.kind === 'category' ? column.isOrdinal : column?.kind !== 'text';
    if (!hasOrder) throw noDirection(name);
  }
  return leave;
}

interface Around {
  readonly row: Table;
  readonly before: Scores;
  readonly after: Scores;
  readonly wanted: string;
}

function told({ found, changed, now, columns, scored }: Counterfactuals, { row, before, after, wanted }: Around) {
  return {
    rows: 1,
    features: columns,
    wanted,
    now: { ...answerAt(before, 0), ...now },
    found: found.map((each, i) => {
      const changes = each.changes.map((change) => ({ ...change, from: valueIn(row, change.column) }));
      const sentence = sayCounterfactual(wanted, changes, findSayable(row));
      return { sentence, changes, size: each.size, ...each.plausibility, ...answerAt(after, i), row: rowOf(changed, i) };
    }),
    scored
  };
}

const findSayable = (row: Table) => (name: string) => findColumn(row, name)!;

/** The row as it would have been. */
const rowOf = (table: Table, i: number): PlainRecord =>
  Object.fromEntries(table.columns.map(({ name }) => [name, valueIn(table, name, i)]));

/** What is answered, and of a class its chance, 0 to 1. */
function answerAt(scores: Scores, i: number): { answer: string | number; chance: number | null } {
  if (scores.kind === 'numbers') return { answer: scores.values[i]!, chance: null };
  const code = scores.predicted[i]!;
  return { answer: scores.labels[code]!, chance: scores.probabilities[i * scores.labels.length + code]! };
}
