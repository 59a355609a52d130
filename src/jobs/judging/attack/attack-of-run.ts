import type { AttackRequest } from '../../../core/attack-request.ts';
import { partOf, pause, type WorkContext } from '../../../core/context.ts';
import { paramOutOfRange } from '../../../core/errors/anywhere.ts';
import { attackNeedsClasses } from '../../../core/errors/judging.ts';
import type { ClassOutcome } from '../../../core/outcome.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import { mean } from '../../../core/stats.ts';
import { gather } from '../../../core/table.ts';
import {
  lineOf,
  type RadiusReport,
  sayAttack,
  sayUnproven,
  summarise,
  type AttackLine
} from '../../../stages/evaluate/attack/attack-report.ts';
import { searchAttack, type Ask, type Attacked } from '../../../stages/evaluate/attack/search-attack.ts';
import { scoreInPieces } from '../../scoring/score-in-pieces.ts';
import type { TrainingServices } from '../../services.ts';
import { aboutAttack } from '../about-run.ts';
import { keptOfRun } from '../kept-of-run.ts';
import { loadJudged, type JudgedRun } from '../load-judged.ts';
import { breakableColumns, rowsUnderStress, stressedPart } from '../stress/rows-under-stress.ts';
import { attackWish, type AttackWish } from './attack-wish.ts';
import { withCuts } from './cuts-of-model.ts';
import { amongAll, type AttackTask } from './attack-task.ts';
import { examplesOf, type AttackExample } from './examples.ts';
import { gradientLines } from './gradient-lines.ts';
import { prove, type Proof } from './prove.ts';

export interface AttackJob {
  readonly runId: string;
  readonly request: AttackRequest;
}

/** Rows that tell the share to some per cent; more when asked for, where scoring allows. */
const ROWS = 200;
const MOST_ROWS = 5_000;
const FEWEST_ROWS = 30;
/** Elementary steps that scoring may take in all, some half a minute, and about how often a search asks about each row and column. */
const STEPS = 2e10;
const ASKED_PER_COLUMN = 60;

/**
 * How a run answers when somebody wants it wrong: rows it has not learned from are changed within bounds until another class comes out, by its own scorer.
 * The test part stays sealed.
 * @throws LatheError `run-not-done`, `part-empty`, and what `attackWish` throws
 */
export async function attackOfRun({ runId, request }: AttackJob, services: TrainingServices, context: WorkContext): Promise<PlainRecord> {
  const judged = await loadJudged(services, runId);
  return keptOfRun(
    services,
    judged.run,
    'stress',
    await aboutAttack(request),
    async () => (await makeReport(judged, request, services, context)) as unknown as PlainRecord
  );
}

async function makeReport(judged: JudgedRun, request: AttackRequest, services: TrainingServices, context: WorkContext) {
  const wish = attackWish(judged, breakableColumns(judged, stressedPart(judged, MOST_ROWS)), request);
  const part = stressedPart(judged, mostRows(judged, wish, request));
  const rows = await rowsUnderStress(judged, part, { ...context, onProgress: () => undefined });
  const { base, table } = rows;
  if (base.kind !== 'classes') throw attackNeedsClasses();
  const right = Uint32Array.from(base.actual.keys()).filter((row) => base.predicted[row] === base.actual[row]);
  const task: AttackTask = { judged, wish, base, table, right, ask: askerOf(judged, context) };
  await pause(context);
  const searched = wish.image ? null : await search(task, partOf(context, 0.02, 0.6));
  const proof = wish.image ? 'of pictures nothing is proven here' : await proved(task, partOf(context, 0.6, 0.75));
  const gradients = await gradientLines({ ...task, services, context: partOf(context, 0.75, 0.98) });
  const unit = wish.image ? 'of black to white' : 'standard deviations';
  const lines: AttackLine[] = [
    ...(searched ? [lineOf('search', base, holdsUnder(base, right, searched), wish.budgets, false)] : []),
    ...gradients.lines,
    ...(typeof proof === 'string' ? [] : [lineOf('proven', base, amongAll(base, right, proof.box), wish.budgets, true)])
  ];
  const columns = wish.columns.map(({ name }) => name);
  const examples = searched ? await examplesOf({ ...task, at: part.at, searched }) : [];
  context.onProgress(1);
  return {
    ...{
      runId: judged.run.id,
      on: part.on,
      rows: base.actual.length,
      unit,
      columns,
      reach: request.reach ?? {},
      budgets: wish.budgets,
      lines
    },
    radius: typeof proof === 'string' ? null : radiusOf(proof),
    unproven: typeof proof === 'string' ? sayUnproven(proof) : null,
    notes: gradients.notes,
    examples: examples satisfies readonly AttackExample[],
    sentence: lines.some(({ way }) => way !== 'proven') ? sayAttack({ on: part.on, lines, columns, unit }) : null
  };
}

/** A search asks about every row again and again; pictures are walked by their gradient and asked about now and then. */
function mostRows({ scorer }: JudgedRun, { columns, budgets, image }: AttackWish, { rows }: AttackRequest): number {
  if (rows !== undefined && !(Number.isInteger(rows) && rows >= 1 && rows <= MOST_ROWS))
    throw paramOutOfRange('attack', 'rows', `a whole number from 1 to ${MOST_ROWS}`, rows);
  const each = scorer.stepsPerRow * budgets.length * (image ? ASKED_PER_COLUMN : columns.length * ASKED_PER_COLUMN);
  return Math.max(Math.min(FEWEST_ROWS, rows ?? ROWS), Math.min(rows ?? ROWS, Math.floor(STEPS / each)));
}

function askerOf({ scorer }: JudgedRun, context: WorkContext): Ask {
  const quiet = { ...context, onProgress: () => undefined };
  return async (table) => {
    const scores = await scoreInPieces(scorer, table, quiet);
    if (scores.kind !== 'classes') throw attackNeedsClasses();
    return scores;
  };
}

function search({ judged, wish, base, table, right, ask }: AttackTask, context: WorkContext): Promise<Attacked> {
  return searchAttack({
    table: gather(table, right),
    actual: Int32Array.from(right, (row) => base.actual[row]!),
    classes: base.labels.length,
    columns: withCuts(judged.scorer.pkg, wish.columns),
    budgets: wish.budgets,
    ask,
    context
  });
}

const proved = ({ judged, wish, base, table, right }: AttackTask, context: WorkContext): Promise<Proof | string> =>
  prove({
    pkg: judged.scorer.pkg,
    columns: wish.columns,
    table: gather(table, right),
    predicted: Int32Array.from(right, (row) => base.predicted[row]!),
    context
  });

/** Up to which budget each row held; the budget that broke it is too much. */
function holdsUnder(base: ClassOutcome, right: Uint32Array, { broken }: Attacked): Float64Array {
  const holds = new Float64Array(right.length).fill(Infinity);
  for (const { row, budget } of broken) holds[row] = Math.min(holds[row]!, budget);
  return amongAll(base, right, holds);
}

function radiusOf({ box, ball, isExact }: Proof): RadiusReport {
  const exactShare = mean(isExact);
  return { kind: exactShare === 1 ? 'exact' : 'bound', exactShare, box: summarise(box), ball: ball && summarise(ball) };
}
