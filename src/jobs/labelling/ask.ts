import { partOf, type WorkContext } from '../../core/context.ts';
import { tooFewLabels } from '../../core/errors/labelling.ts';
import { labellerKey, RESOLVED, type Asked, type AskFrom, type GivenLabel, type OrderId } from '../../core/labelling.ts';
import { below, createRng } from '../../core/rng.ts';
import { takePoints, type Points } from '../../stages/label/features.ts';
import { neighbourGraph } from '../../stages/label/graph.ts';
import { samplingOrders } from '../../stages/label/registry.ts';
import { spreadLabels } from '../../stages/label/spread.ts';
import { SPREADING } from '../../stages/label/suggest.ts';
import type { JobServices } from '../services.ts';
import { openPlace, type OpenPlace } from './label-place.ts';
import { pointsOfDataset } from './label-points.ts';
import { givenLabels } from './label-store.ts';
import { modelProbabilities } from './probabilities.ts';
import { standingOf, type Standing } from './standing.ts';

export interface AskJob {
  readonly datasetId: string;
  readonly column: string | null;
  readonly by: string;
  readonly order: OrderId;
  readonly from: AskFrom;
  readonly count: number;
  /** The model whose doubts count; the graph of neighbours where it is null or says nothing of these classes. */
  readonly runId: string | null;
}

export interface AskedRows {
  readonly asked: readonly Asked[];
  /** Rows left that may be asked for, and those of them that were looked at. */
  readonly open: number;
  readonly among: number;
  /** What told the classes apart. */
  readonly basis: 'model' | 'neighbours' | 'none';
}

/** Rows compared at a time: every pair of them is looked at. */
export const MOST_COMPARED = 2000;
/** Where the order is no question, the suggestion should not be waited for. */
const FEW_COMPARED = 300;
export const NEIGHBOURS = 10;

/**
 * The rows that should be labelled next, and why each.
 * @throws LatheError `too-few-labels` where an order needs classes that can be told apart
 */
export async function askRows(job: AskJob, services: JobServices, context: WorkContext): Promise<AskedRows> {
  const place = await openPlace(job, services);
  const given = await givenLabels(place, services);
  const standing = standingOf(place, given);
  const open = openRows(place, given, job);
  const order = samplingOrders.get(job.order);
  const labelled = rowsWhere(standing.codes, (code) => code >= 0);
  if (order.needsProbabilities) requireLabels(labelled, standing);
  const among = job.order === 'as-they-come' ? open.slice(0, job.count) : sampled(open, MOST_COMPARED);
  // What has no label yet still says what lies near what.
  const around = job.order === 'as-they-come' ? sampled(open, FEW_COMPARED) : among;
  const isAsked = new Set(among);
  const anchors = sampled(
    labelled.filter((row) => !isAsked.has(row)),
    MOST_COMPARED
  );
  const rows = Uint32Array.from([...new Set([...among, ...around, ...anchors])].sort((a, b) => a - b));
  if (rows.length === 0 || among.length === 0) return { asked: [], open: open.length, among: 0, basis: 'none' };
  const points =
    job.order === 'as-they-come' && labelled.length === 0
      ? null
      : takePoints(await pointsOfDataset(place.dataset, place.column, services, partOf(context, 0, 0.4)), rows);
  const known = points ? await probabilitiesOf(job, { place, standing, rows, points }, services, partOf(context, 0.4, 0.8)) : null;
  const placeOf = new Map(Array.from(rows, (row, i) => [row, i]));
  const candidates = {
    open: among.map((row) => placeOf.get(row)!),
    labelled: Uint32Array.from(rows.keys()).filter((i) => standing.codes[rows[i]!]! >= 0 && !isAsked.has(rows[i]!)),
    points: points ?? { rows: rows.length, width: 0, data: new Float32Array(0) },
    probabilities: known?.probabilities ?? null,
    classes: standing.classes
  };
  const chosen = await order.choose(candidates, job.count, partOf(context, 0.8, 1));
  const asked = chosen.map(({ place: at, why }) => ({
    row: rows[at]!,
    why,
    suggestion: suggestionAt(known?.probabilities ?? null, at, standing.classes)
  }));
  return { asked, open: open.length, among: among.length, basis: known?.basis ?? 'none' };
}

function openRows({ codes, dataset }: OpenPlace, given: readonly GivenLabel[], { by, from }: AskJob): Uint32Array {
  const me = labellerKey(by);
  const own = new Set(given.filter((label) => labellerKey(label.by) === me).map(({ row }) => row));
  const others = new Set(given.filter((label) => labellerKey(label.by) !== me && label.by !== RESOLVED).map(({ row }) => row));
  const may: Readonly<Record<AskFrom, (row: number) => boolean>> = {
    unlabelled: (row) => codes[row]! < 0 && !others.has(row),
    'second-look': (row) => others.has(row),
    all: () => true
  };
  return Uint32Array.from({ length: dataset.rows }, (_, row) => row).filter((row) => !own.has(row) && may[from](row));
}

/** @throws LatheError `too-few-labels` */
export function requireLabels(labelled: Uint32Array, { codes, classes }: Standing): void {
  const used = new Set(Array.from(labelled, (row) => codes[row]!));
  if (labelled.length < 2 || used.size < 2) throw tooFewLabels(labelled.length, Math.min(used.size, classes.length));
}

interface Compared {
  readonly place: OpenPlace;
  readonly standing: Standing;
  readonly rows: Uint32Array;
  readonly points: Points;
}

async function probabilitiesOf(
  { runId }: AskJob,
  { place, standing, rows, points }: Compared,
  services: JobServices,
  context: WorkContext
): Promise<{ probabilities: Float64Array; basis: 'model' | 'neighbours' } | null> {
  const { classes, codes } = standing;
  const byModel = runId === null ? null : await modelProbabilities(runId, place, { rows, classes }, services);
  if (byModel) return { probabilities: byModel, basis: 'model' };
  const own = Int32Array.from(rows, (row) => codes[row]!);
  if (new Set(own.filter((code) => code >= 0)).size < 2 || points.width === 0) return null;
  const graph = await neighbourGraph(points, NEIGHBOURS, context);
  return { probabilities: spreadLabels(graph, own, classes.length, SPREADING), basis: 'neighbours' };
}

function suggestionAt(probabilities: Float64Array | null, at: number, classes: readonly string[]): Asked['suggestion'] {
  if (!probabilities) return null;
  let code = 0;
  for (let k = 1; k < classes.length; k++)
    if (probabilities[at * classes.length + k]! > probabilities[at * classes.length + code]!) code = k;
  const confidence = probabilities[at * classes.length + code]!;
  return confidence > 0 ? { label: classes[code]!, confidence } : null;
}

export const rowsWhere = (codes: Int32Array, holds: (code: number) => boolean): Uint32Array =>
  Uint32Array.from({ length: codes.length }, (_, row) => row).filter((row) => holds(codes[row]!));

/** So many of the rows, always the same ones, ascending. */
export function sampled(rows: Uint32Array, most: number): Uint32Array {
  if (rows.length <= most) return rows;
  const rng = createRng(rows.length);
  const kept = rows.slice();
  for (let i = 0; i < most; i++) {
    const j = i + below(rng, kept.length - i);
    [kept[i], kept[j]] = [kept[j]!, kept[i]!];
  }
  return kept.slice(0, most).sort();
}
