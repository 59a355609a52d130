import { barOf } from '../../../core/bar.ts';
import { partOf, pause, type WorkContext } from '../../../core/context.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import type { StressRequest } from '../../../core/stress-request.ts';
import type { BrokenColumn, StressCurve } from '../../../stages/evaluate/stress/curve-type.ts';
import { rankColumns, type StressAsk, stressCurve } from '../../../stages/evaluate/stress/stress-curve.ts';
import type { RowsUnderStress } from '../../../stages/evaluate/stress/stress-rows.ts';
import { sayRanking } from '../../../stages/evaluate/stress/stress-words.ts';
import type { JobServices } from '../../services.ts';
import { chanceOf } from '../chance-of.ts';
import { aboutStress } from '../about-run.ts';
import { keptOfRun } from '../kept-of-run.ts';
import { loadJudged, type JudgedRun } from '../load-judged.ts';
import { breakableColumns, momentsOf, rowsUnderStress, stressedPart } from './rows-under-stress.ts';
import { asksOf } from './asks-of.ts';

export interface StressJob {
  readonly runId: string;
  readonly request: StressRequest;
}

/** Beyond, more rows make intervals little narrower. */
const MOST_ROWS = 5_000;
const FEWEST_ROWS = 200;
/** Elementary steps that scoring may take in all: some half a minute. */
const STEPS = 2e10;

/**
 * What breaks a run: rows it has not learned from are broken before the recipe, dose by dose, and answered by its own scorer. The test part stays sealed.
 * @throws LatheError `run-not-done`, `part-empty`, and what `asksOf` throws
 */
export async function stressOfRun({ runId, request }: StressJob, services: JobServices, context: WorkContext): Promise<PlainRecord> {
  const judged = await loadJudged(services, runId);
  const { problem, project } = judged.experiment;
  const bar = barOf(project)?.value ?? null;
  return keptOfRun(
    services,
    judged.run,
    'stress',
    await aboutStress({ metric: problem.metric, bar }, request),
    async () => (await makeReport(judged, request, bar, context)) as unknown as PlainRecord
  );
}

async function makeReport(judged: JudgedRun, request: StressRequest, bar: number | null, context: WorkContext) {
  const whole = stressedPart(judged, MOST_ROWS);
  const columns = breakableColumns(judged, whole);
  const asks = asksOf(request, columns, momentsOf(judged, whole));
  const part = stressedPart(judged, mostRows(judged, asks, request));
  const fewer = asksOf(request, breakableColumns(judged, part), momentsOf(judged, part));
  const rows = await rowsUnderStress(judged, part, context);
  const chance = chanceOf(rows.base, rows.metric.id);
  const levels = { guessing: Number.isNaN(chance) ? null : chance, bar };
  const share = request.byColumn === true ? 0.4 : 1;
  const curves: StressCurve[] = [];
  for (const [i, ask] of fewer.entries()) {
    const own = partOf(context, (share * i) / fewer.length, (share * (i + 1)) / fewer.length);
    curves.push(await stressCurve({ ...rows, context: own }, ask, levels));
    await pause(context);
  }
  const ranking = request.byColumn === true ? await rank({ ...rows, context: partOf(context, share, 1) }, fewer[0]!) : null;
  context.onProgress(1);
  return {
    runId: judged.run.id,
    on: part.on,
    rows: rows.base.actual.length,
    metric: rows.metric.id,
    label: rows.metric.label,
    higherIsBetter: rows.metric.higherIsBetter,
    ...levels,
    curves,
    ranking
  };
}

/** As many as the scoring of all trials allows. */
function mostRows({ scorer }: JudgedRun, asks: readonly StressAsk[], { byColumn }: StressRequest): number {
  const trials = ({ type, doses, repeats, columns }: StressAsk) =>
    type.changes === 'weights' ? 0 : (doses.length + (byColumn === true ? columns.length : 0)) * (type.isFixed ? 1 : repeats);
  const scored = asks.reduce((sum, ask) => sum + trials(ask), 1);
  return Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, Math.floor(STEPS / (scored * scorer.stepsPerRow))));
}

interface Ranking {
  readonly dose: number;
  readonly words: string;
  readonly columns: readonly BrokenColumn[];
  readonly sentence: string;
}

async function rank(rows: RowsUnderStress, ask: StressAsk): Promise<Ranking> {
  const dose = ask.type.rankAt ?? ask.doses.at(-1)!;
  const columns = await rankColumns(rows, ask, dose);
  return { dose, words: ask.type.sayDose(dose, ask.params), columns, sentence: sayRanking(columns, rows.metric) };
}
