import { sayerOf } from '../../../core/say-value.ts';
import type { Column } from '../../../core/table.ts';
import { quoted } from '../../../core/words.ts';
import type { Piece } from '../../../stages/explain/local/pieces.ts';

/** What a row has in a column, as a condition: “age” is above 28 and at most 37. */
export function sayPiece(piece: Piece, column: Column): string {
  const name = quoted(piece.column);
  if (piece.kind === 'missing') return `${name} is missing`;
  const say = sayerOf(column);
  if (piece.kind === 'value') {
    if (column.kind === 'text') return `${name} is the text it is`;
    return `${name} is ${typeof piece.value === 'string' ? quoted(piece.value) : say(piece.value)}`;
  }
  const bounds = [
    ...(piece.above === -Infinity ? [] : [`above ${say(piece.above)}`]),
    ...(piece.upTo === Infinity ? [] : [`at most ${say(piece.upTo)}`])
  ];
  return `${name} is ${bounds.join(' and ')}`;
}
