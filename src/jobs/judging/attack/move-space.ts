import type { CnnState, MlpState } from '../../../core/network.ts';
import { type Column, findColumn, type ImageColumn, isMissing, type NumberColumn, type Table, withColumns } from '../../../core/table.ts';
import { compileRecipe } from '../../../predict/apply-recipe.ts';
import type { ModelPackage } from '../../../predict/package-type.ts';
import { type AttackColumn, boundsOf } from '../../../stages/evaluate/attack/attack-columns.ts';
import { type Straight, straightColumns } from '../../../stages/evaluate/attack/straight-columns.ts';

/** What of rows can be moved by a gradient, `width` numbers of each. */
export interface MoveSpace {
  readonly width: number;
  /** Of a row as the first layer takes it. */
  readonly shape: readonly number[];
  /** The furthest each may go, [rows, width]. */
  bounds(table: Table, budget: number): { low: Float32Array; high: Float32Array };
  /** The rows, moved: whole where they must be. */
  moved(table: Table, moves: Float32Array): Table;
  /** What the first layer takes, [rows, ...shape]. */
  inputs(table: Table): Float32Array;
  /** From what the loss does with an input to what it does with a move. */
  toMoves(slope: Float32Array, rows: number): Float32Array;
}

/** Columns of numbers that features are straight lines of; null where there is none. */
export function columnSpace(pkg: ModelPackage, columns: readonly AttackColumn[]): MoveSpace | null {
  const names = (pkg.model.state as MlpState).columns;
  const { features, bent } = straightColumns(
    pkg.recipe,
    pkg.inputs.filter(({ type }) => type === 'number' || type === 'integer').map(({ name }) => name)
  );
  const own = columns.filter(({ name, unit }) => unit > 0 && !bent.has(name));
  if (own.length === 0) return null;
  const recipe = compileRecipe(pkg.recipe);
  const lines = names.map((name): Straight | undefined => features.get(name));
  const placeOf = lines.map((line) => own.findIndex(({ name }) => name === line?.column));
  const inputNames = pkg.inputs.map(({ name }) => name);
  return {
    width: own.length,
    shape: [names.length],
    bounds: (table, budget) => columnBounds(table, own, budget),
    moved: (table, moves) => movedColumns(table, own, moves),
    inputs(table) {
      const prepared = recipe({ rows: table.rows, columns: inputNames.map((name) => findColumn(table, name)!) });
      const made = names.map((name) => (findColumn(prepared, name) as NumberColumn).values);
      return Float32Array.from({ length: table.rows * names.length }, (_, i) => made[i % names.length]![Math.floor(i / names.length)]!);
    },
    toMoves(slope, rows) {
      const out = new Float32Array(rows * own.length);
      for (let row = 0; row < rows; row++)
        placeOf.forEach((place, j) => {
          if (place >= 0) out[row * own.length + place]! += slope[row * names.length + j]! * lines[j]!.slope;
        });
      return out;
    }
  };
}

function columnBounds(table: Table, columns: readonly AttackColumn[], budget: number) {
  const [low, high] = [new Float32Array(table.rows * columns.length), new Float32Array(table.rows * columns.length)];
  columns.forEach((column, j) => {
    const own = findColumn(table, column.name) as NumberColumn;
    for (let row = 0; row < table.rows; row++) {
      if (isMissing(own, row)) continue;
      const ends = boundsOf(column, own.values[row]!, budget);
      low[row * columns.length + j] = Math.min(0, ends[0] - own.values[row]!);
      high[row * columns.length + j] = Math.max(0, ends[1] - own.values[row]!);
    }
  });
  return { low, high };
}

/** A whole number goes to the nearest that lies no further than the move. */
function movedColumns(table: Table, columns: readonly AttackColumn[], moves: Float32Array): Table {
  const changed = columns.map((column, j): Column => {
    const own = findColumn(table, column.name) as NumberColumn;
    const values = own.values.map((value, row) => {
      const move = moves[row * columns.length + j]!;
      return value + (column.type === 'integer' ? Math.trunc(move) : move);
    });
    return { ...own, values };
  });
  return withColumns(table, changed);
}

/** The pixels of the pictures. */
export function pixelSpace({ column, width, height, channels, pixelMean, pixelScale }: CnnState): MoveSpace {
  const size = width * height * channels;
  const imageOf = (table: Table) => findColumn(table, column) as ImageColumn;
  return {
    width: size,
    shape: [height, width, channels],
    bounds(table, budget) {
      const { pixels } = imageOf(table);
      const reach = Math.floor(255 * budget);
      return {
        low: Float32Array.from(pixels, (pixel) => -Math.min(reach, pixel)),
        high: Float32Array.from(pixels, (pixel) => Math.min(reach, 255 - pixel))
      };
    },
    moved(table, moves) {
      const image = imageOf(table);
      return withColumns(table, [{ ...image, pixels: image.pixels.map((pixel, i) => pixel + Math.trunc(moves[i]!)) }]);
    },
    inputs: (table) => Float32Array.from(imageOf(table).pixels, (pixel) => (pixel / 255 - pixelMean) / pixelScale),
    // a pixel and what is made of it go the same way
    toMoves: (slope) => slope
  };
}
