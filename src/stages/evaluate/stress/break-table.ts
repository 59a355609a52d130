import { pause, type WorkContext } from '../../../core/context.ts';
import { forkRng } from '../../../core/rng.ts';
import { type Column, type ImageColumn, findColumn, rowsOfColumn, sliceColumn, type Table, withColumns } from '../../../core/table.ts';
import type { Breaking, ValueStress } from './stress-type.ts';

/** A kind of stress with its parameters, and the columns it strikes. */
export interface Strike {
  readonly type: ValueStress;
  readonly columns: readonly Pick<Breaking<never>, 'type' | 'usual'>[] & readonly { readonly name: string }[];
  readonly params: Readonly<Record<string, never>>;
  /** Which of several equal trials; each draws for itself, the same at every dose. */
  readonly repeat: number;
  readonly seed: number;
}

/** Pixels changed between two pauses. */
const PIXELS_AT_ONCE = 200_000;

/** The table with some of its columns broken. At dose 0 it is the table itself. */
export async function breakTable(table: Table, dose: number, strike: Strike, context: WorkContext): Promise<Table> {
  if (dose === 0) return table;
  const broken: Column[] = [];
  for (const { name, type, usual } of strike.columns) {
    const rng = forkRng(strike.seed, `stress/${strike.type.id}/${strike.repeat}/${name}`);
    const apply = (column: Column) => strike.type.apply(column, dose, { params: strike.params, type, usual, rng });
    const column = findColumn(table, name)!;
    broken.push(column.kind === 'image' ? await pieceByPiece(column, apply, context) : apply(column));
    await pause(context);
  }
  return withColumns(table, broken);
}

async function pieceByPiece(column: ImageColumn, apply: (piece: Column) => Column, context: WorkContext): Promise<Column> {
  const size = column.width * column.height * column.channels;
  const pixels = new Uint8Array(column.pixels.length);
  const [rows, step] = [rowsOfColumn(column), Math.max(1, Math.floor(PIXELS_AT_ONCE / size))];
  for (let from = 0; from < rows; from += step) {
    const piece = apply(sliceColumn(column, from, Math.min(rows, from + step)));
    if (piece.kind === 'image') pixels.set(piece.pixels, from * size);
    await pause(context);
  }
  return { ...column, pixels };
}
