import { partOf, type WorkContext } from '../../../core/context.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import { mean } from '../../../core/stats.ts';
import type { RowSet } from '../../../core/table.ts';
import { explanationNotForModel } from '../../../core/errors/judging.ts';
import { explainRows } from '../../../stages/explain/shap/explain-rows.ts';
import { treeInteractions } from '../../../stages/explain/shap/tree-shap.ts';
import type { LabelledRows } from '../../experiment/labelled-rows.ts';
import type { JudgedRun } from '../load-judged.ts';
import { findingOf } from './finding.ts';
import { coversOf, shapTask } from './shap-request.ts';
import { stabilityOf } from './stability.ts';
import { byWeight, reasonsOf, tellShap } from './tell-shap.ts';

type Rows = LabelledRows & { readonly at: RowSet };

/** What each column adds to the answers of a run: for all rows with their summary, and a reason for each. */
export async function shapOfRun(judged: JudgedRun, rows: Rows, asked: PlainRecord, context: WorkContext): Promise<object> {
  const { request, at, otherBackground } = shapTask(judged, rows, asked, context);
  const covers = asked['perturbation'] === 'cover' ? coversOf(judged) : null;
  const method = String(asked['method']);
  const found = await explainRows(method, { ...request, context: partOf(context, 0, 0.8) }, covers);
  const other = covers ? null : otherBackground;
  const { labels, name } = judged.scorer.pkg.target;
  const of = labels ? (labels[request.code!] ?? '') : name;
  const sorted = byWeight(found);
  return {
    of,
    rows: request.table.rows,
    ...tellShap(sorted, request.table),
    reasons: reasonsOf(sorted, request.table, of),
    at: at && [...at],
    background: covers ? null : request.background.rows,
    stability: other && (await stabilityOf(method, found, { ...request, background: other, context: partOf(context, 0.8, 1) })),
    isCalibrated: judged.scorer.pkg.calibration !== null && found.unit !== 'answer',
    // of a row of one's own there is nothing to find
    finding: at && (await findingOf(judged, rows, context))
  };
}

/** Rows over which pairs are looked at, and leaves that some seconds allow for all of them: each takes the square of the columns it asks. */
const MOST_FOR_PAIRS = 200;
const FEWEST_FOR_PAIRS = 10;
const LEAVES = 1e7;

/** How much each pair of columns adds together to the answers of a run of trees. */
export async function interactionsOfRun(judged: JudgedRun, rows: Rows, asked: PlainRecord, context: WorkContext): Promise<object> {
  const nodes = (judged.scorer.pkg.model.state['feature'] as ArrayLike<number> | undefined)?.length ?? 1;
  const affordable = Math.max(FEWEST_FOR_PAIRS, Math.floor((2 * LEAVES) / nodes));
  const places = evenly(rows.at.length, Math.min(MOST_FOR_PAIRS, affordable));
  const { request } = shapTask(judged, rows, { rows: places, ...asked, method: 'tree-shap' }, context);
  const found = await treeInteractions(request, coversOf(judged));
  if (!found)
    throw explanationNotForModel('shap-interactions', request.pkg.model.label, 'models whose answer is a sum or a mean over trees');
  const width = found.players.length;
  const size = (i: number, j: number) =>
    mean(Array.from({ length: request.table.rows }, (_, row) => Math.abs(found.values[(row * width + i) * width + j]!)));
  return {
    unit: found.unit,
    rows: request.table.rows,
    features: found.players.map(({ label }) => label),
    base: found.base,
    // either of a pair has half of what it adds
    values: found.players.map((_, i) => found.players.map((__, j) => (i === j ? 1 : 2) * size(i, j)))
  };
}

const evenly = (rows: number, most: number): number[] => {
  const count = Math.min(rows, most);
  return Array.from({ length: count }, (_, i) => Math.floor((i * rows) / count));
};
