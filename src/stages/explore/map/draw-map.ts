import { partOf, type WorkContext } from '../../../core/context.ts';
import type { MapMethod, RowMap } from '../../../core/looks/row-map.ts';
import type { Matrix } from '../../../core/matrix.ts';
import { createPacer, type Pacer } from '../../../core/pacer.ts';
import { createRng } from '../../../core/rng.ts';
import { allRows, type Table } from '../../../core/table.ts';
import { counted, grouped, listedNames, percent } from '../../../core/words.ts';
import { evenRows } from '../even-sample.ts';
import { ENCODING, encodePoints, type Encoding } from './encode-points.ts';
import { onPlane, pointsOf, principalAxes, type PrincipalAxes } from './principal-axes.ts';
import { trustworthiness } from './trustworthiness.ts';
import { umap } from './umap.ts';

const DRAWN: Readonly<Record<MapMethod, number>> = { pca: 20_000, umap: 5000 };
const TRUST_ROWS = 2000;
const TRUST_NEIGHBOURS = 15;
const PULLS = 4;

/**
 * Rows on a plane. @param table the columns that count, without the target
 * @returns null where fewer than two axes vary, or under ten rows
 */
export async function drawMap(table: Table, method: MapMethod, seed: number, context: WorkContext): Promise<RowMap | null> {
  const pace = createPacer(context);
  const encoding = await encodePoints(table, pace);
  if (encoding.axes.length < 2 || table.rows < 10) return null;
  const axes = await principalAxes(encoding, table.rows, pace);
  context.onProgress(0.2);
  const sample = evenRows(table.rows, DRAWN[method]);
  const drawn = sample ?? allRows(table.rows);
  const points = pointsOf(encoding, drawn);
  const plane = onPlane(points, axes.vectors);
  const along = partOf(context, 0.2, 0.8);
  const settings = { rng: createRng(seed), onEpoch: (share: number) => along.onProgress(share) };
  const flat = method === 'pca' ? plane : await umap(points, plane, settings, pace);
  context.onProgress(0.8, 'how far it can be trusted');
  const trust = await trustOf(points, flat, pace);
  context.onProgress(1);
  return {
    method,
    rows: table.rows,
    drawn,
    x: Float32Array.from(drawn, (_, i) => flat.data[2 * i]!),
    y: Float32Array.from(drawn, (_, i) => flat.data[2 * i + 1]!),
    columns: encoding.columns,
    encoding: ENCODING,
    explained: method === 'pca' ? [...axes.ratios.slice(0, 2)] : [],
    pulls: method === 'pca' ? pullsOf(encoding, axes) : [],
    trust,
    said: saidOf(method, axes, trust),
    notes: notesOf(table.rows, sample, encoding)
  };
}

async function trustOf(points: Matrix, flat: Matrix, pace: Pacer): Promise<RowMap['trust']> {
  if (points.rows < 40) return null;
  const rows = evenRows(points.rows, TRUST_ROWS) ?? allRows(points.rows);
  const pick = ({ data, cols }: Matrix): Matrix => {
    const some = new Float64Array(rows.length * cols);
    rows.forEach((row, i) => some.set(data.subarray(row * cols, (row + 1) * cols), i * cols));
    return { data: some, rows: rows.length, cols };
  };
  return {
    value: await trustworthiness(pick(points), pick(flat), TRUST_NEIGHBOURS, pace),
    neighbours: TRUST_NEIGHBOURS,
    rows: rows.length
  };
}

function pullsOf({ axes }: Encoding, { vectors }: PrincipalAxes): RowMap['pulls'] {
  return [0, 1].map((k) =>
    axes
      .map(({ what }, j) => ({ what, weight: vectors[k * axes.length + j]! }))
      .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
      .slice(0, PULLS)
  );
}

function saidOf(method: MapMethod, { ratios }: PrincipalAxes, trust: RowMap['trust']): string {
  const word = trust === null ? '' : ` ${trustWords(trust.value)}`;
  if (method === 'umap')
    return `Rows near each other are alike. How far groups lie apart, how large they are and where they lie means nothing: each drawing would place them otherwise.${word}`;
  const shown = ratios[0]! + ratios[1]!;
  return `Far apart on the map is far apart in the table. Near is not always near: the map shows ${percent(shown)} of how the rows spread, and the rest lies behind it.${word}`;
}

function trustWords(value: number): string {
  const told = `trustworthiness ${value.toFixed(2)}, 1 is best`;
  if (value >= 0.95) return `Neighbours on it are neighbours in the table (${told}).`;
  if (value >= 0.85) return `Most neighbours on it are neighbours in the table (${told}).`;
  return `Many neighbours on it are none in the table (${told}): take it for a first look only.`;
}

function notesOf(rows: number, sample: Uint32Array | null, { leftOut }: Encoding): string[] {
  return [
    ...(sample ? [`An even sample of ${grouped(sample.length)} of ${counted(rows, 'row')} is drawn.`] : []),
    ...(leftOut.length > 0 ? [`There was no room for ${listedNames(leftOut)}.`] : [])
  ];
}
