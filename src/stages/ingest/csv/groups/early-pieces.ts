import type { Column } from '../../../../core/table.ts';
import { LabelsBuild } from '../builds/labels-build.ts';
import type { ColumnReader } from '../column-reader.ts';
import type { FileHabits } from '../evidence.ts';
import { finishColumn, type FinishedColumn } from '../finish-column.ts';

/** What a column is taken to become while it is being read. */
interface Guess {
  /** Texts in the dictionary by which it was guessed. */
  size: number;
  tries: number;
  column: FinishedColumn | null;
  /** Hashes of its pieces. */
  chunks: string[];
}

/** A column whose dictionary grows now and then is not guessed at for ever. */
const MOST_TRIES = 3;

/**
 * The labels of a column are known, and have their order, only at the end of the file. Where a whole piece has brought no new one, no other will come as
 * a rule: the pieces are stored then while the file is being read, and not all at its end, when nothing else is left to do. What was guessed wrongly
 * is stored again, and nothing refers to it.
 */
export class EarlyPieces {
  private readonly guesses = new Map<ColumnReader, Guess>();

  /** At the end of a piece. @returns what can be stored now, and where its hashes go; null = nothing */
  ready(reader: ColumnReader, habits: () => FileHabits): { readonly pieces: Iterable<Column>; readonly into: string[] } | null {
    if (!(reader.build instanceof LabelsBuild)) return null;
    const { size } = reader.build.dictionary;
    const guess = this.guesses.get(reader) ?? { size: -1, tries: 0, column: null, chunks: [] };
    this.guesses.set(reader, guess);
    if (guess.size !== size) Object.assign(guess, { size, column: null, chunks: [] });
    else if (!guess.column && guess.tries < MOST_TRIES) this.try(reader, guess, habits());
    const { column, chunks } = guess;
    return column?.pieces ? { pieces: column.pieces(chunks.length), into: chunks } : null;
  }

  private try(reader: ColumnReader, guess: Guess, habits: FileHabits): void {
    guess.tries++;
    const verdict = finishColumn(reader, habits);
    if (verdict.kind === 'finished' && verdict.column.kind === 'category') guess.column = verdict.column;
  }

  /** Hashes of the first pieces of a column that has become what it was taken for; empty for another. */
  of(reader: ColumnReader, { kind, labels }: FinishedColumn): string[] {
    const guess = this.guesses.get(reader);
    const isSame =
      guess?.column?.kind === kind &&
      guess.column.labels?.length === labels?.length &&
      labels?.every((label, i) => label === guess.column?.labels?.[i]);
    return guess && isSame ? guess.chunks : [];
  }
}
