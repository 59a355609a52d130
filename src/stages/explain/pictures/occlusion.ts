import { pause, type WorkContext } from '../../../core/context.ts';
import type { ImageColumn, Table } from '../../../core/table.ts';
import type { PredictRows } from '../partial-dependence.ts';
import { coveredPicture, imageOf, withPictures } from './picture-rows.ts';

export interface OcclusionRequest {
  readonly predict: PredictRows;
  /** The row with its picture, alone. */
  readonly row: Table;
  /** What covered pixels are painted with, 0 to 255, a value for each channel. */
  readonly cover: readonly number[];
  readonly context: WorkContext;
}

export interface HeatMap {
  readonly width: number;
  readonly height: number;
  /** [height, width]; above 0 speaks for the answer, below against it. */
  readonly heat: Float64Array;
}

export interface Occlusion extends HeatMap {
  /** Edge of the square that covers, and how far it moves, in pixels. */
  readonly edge: number;
  readonly stride: number;
  readonly scored: number;
}

/** Squares along the shorter edge. */
const SQUARES = 7;

/**
 * Covers a picture square by square and asks the model each time: a pixel is as warm as the answer falls, on average, when a square over it is covered. Of any
 * model that scores pictures.
 * Source: Zeiler & Fergus (2014), "Visualizing and understanding convolutional networks", section 4.2.
 */
export async function occlusion({ predict, row, cover, context }: OcclusionRequest): Promise<Occlusion> {
  const picture = imageOf(row);
  const { width, height } = picture;
  const edge = Math.max(1, Math.round(Math.min(width, height) / SQUARES));
  const stride = Math.max(1, Math.floor(edge / 2));
  const starts = (length: number) => [...new Set(Array.from({ length: Math.ceil((length - edge) / stride) + 1 }, (_, i) => Math.min(i * stride, length - edge)))]; // prettier-ignore
  const squares = starts(height).flatMap((top) => starts(width).map((left) => ({ top, left })));
  const now = (await predict(row))[0]!;
  const falls: number[] = [];
  const piece = 32;
  for (let from = 0; from < squares.length; from += piece) {
    await pause(context);
    const covered = squares
      .slice(from, from + piece)
      .map((square) => coveredPicture(picture, cover, (x, y) => isWithin(square, edge, x, y)));
    falls.push(...Array.from(await predict(withPictures(row, covered)), (answer) => now - answer));
    context.onProgress(falls.length / squares.length);
  }
  return { width, height, heat: meanFalls(picture, squares, edge, falls), edge, stride, scored: squares.length + 1 };
}

interface Square {
  readonly top: number;
  readonly left: number;
}

const isWithin = ({ top, left }: Square, edge: number, x: number, y: number): boolean =>
  x >= left && x < left + edge && y >= top && y < top + edge;

function meanFalls({ width, height }: ImageColumn, squares: readonly Square[], edge: number, falls: readonly number[]): Float64Array {
  const [sums, counts] = [new Float64Array(width * height), new Float64Array(width * height)];
  squares.forEach(({ top, left }, i) => {
    for (let y = top; y < top + edge; y++) {
      for (let x = left; x < left + edge; x++) {
        sums[y * width + x]! += falls[i]!;
        counts[y * width + x]! += 1;
      }
    }
  });
  return sums.map((sum, i) => sum / counts[i]!);
}
