import { partOf } from '../../../core/context.ts';
import { rowsNeedClasses, rowsNeedNoGaps, rowsNeedPlainColumns } from '../../../core/errors/preparing.ts';
import { basesOf } from '../../../core/made-rows.ts';
import { shuffled } from '../../../core/rng.ts';
import { gather, type Column, type Table } from '../../../core/table.ts';
import type { ClassTarget } from '../../../core/target.ts';
import { counted, listed, listedNames, quoted } from '../../../core/words.ts';
import { rowsBetween } from './between.ts';
import { defineRowStep, type RowContext, type RowsAndMade, type RowsToLearnFrom } from './row-step-type.ts';

const LABEL = 'Make up rows of rare classes';

/** Rows of a class among which neighbours are looked for: every pair is compared. */
export const MOST_BASES = 5_000;

/** Plain SMOTE where all columns are numbers, SMOTE-NC where some are levels. */
export const smote = defineRowStep({
  id: 'smote',
  label: LABEL,
  doc: 'Makes rows of the rarer classes up between real ones (SMOTE, SMOTE-NC), in training rows only. Chances get too high by it: calibrate.',
  params: {
    neighbours: { type: 'int', default: 5, min: 1, max: 50, doc: 'Nearest rows of the class among which the second parent is drawn.' },
    share: {
      type: 'float',
      default: 1,
      min: 0.05,
      max: 1,
      doc: 'Rows each rarer class is brought up to, as a share of those of the commonest.'
    }
  },

  async make(rows, { neighbours, share }, context) {
    const { target } = rows;
    if (target.kind !== 'classes') throw rowsNeedClasses(LABEL);
    checkColumns(rows.table);
    const members = membersOf(target, rows.weights);
    const wanted = Math.round(share * Math.max(...members.map(({ length }) => length)));
    const parts: MadePart[] = [];
    for (const [code, own] of members.entries()) {
      const count = wanted - own.length;
      if (own.length < 2 || count <= 0) continue;
      const bases = own.length > MOST_BASES ? shuffled(own, context.rng).slice(0, MOST_BASES).sort() : own;
      const inner = partOf(context, code / members.length, (code + 1) / members.length);
      const { columns, parents } = await rowsBetween(gather(rows.table, bases), count, neighbours, inner);
      parts.push({ code, count, columns, parents: parents.map((row) => bases[row]!) });
    }
    tellAbout(rows.table, target, members, parts, context.tell);
    return parts.length === 0 ? null : withMade({ ...rows, target }, parts);
  }
});

interface MadePart {
  readonly code: number;
  readonly count: number;
  readonly columns: readonly Column[];
  /** Rows of the whole table. */
  readonly parents: Int32Array;
}

function checkColumns({ columns }: Table): void {
  for (const kind of ['time', 'text', 'image'] as const) {
    const names = columns.filter((column) => column.kind === kind).map(({ name }) => name);
    if (names.length > 0) throw rowsNeedPlainColumns(LABEL, names, kind);
  }
  for (const column of columns) {
    if (column.kind !== 'number') continue;
    const missing = column.values.reduce((count, value) => (Number.isNaN(value) ? count + 1 : count), 0);
    if (missing > 0) throw rowsNeedNoGaps(LABEL, column.name, missing);
  }
}

/** Rows of each class that weigh something. */
function membersOf({ codes, labels }: ClassTarget, weights: Float64Array | null): Uint32Array[] {
  const members = labels.map((): number[] => []);
  codes.forEach((code, row) => code >= 0 && (!weights || weights[row]! > 0) && members[code]!.push(row));
  return members.map((rows) => Uint32Array.from(rows));
}

function withMade({ table, target, weights }: RowsToLearnFrom & { target: ClassTarget }, parts: readonly MadePart[]): RowsAndMade {
  const parents = Int32Array.from(parts.flatMap((part) => [...part.parents]));
  const made = { from: table.rows, parents };
  const bases = basesOf(made);
  const codes = parts.flatMap(({ code, count }) => new Array<number>(count).fill(code));
  return {
    table: {
      rows: table.rows + bases.length,
      columns: table.columns.map((column, j) =>
        behind(
          column,
          parts.map((part) => part.columns[j]!)
        )
      )
    },
    target: { ...target, codes: Int32Array.from([...target.codes, ...codes]) },
    weights: weights && Float64Array.from([...weights, ...Float64Array.from(bases, (base) => weights[base]!)]),
    made
  };
}

function behind(column: Column, parts: readonly Column[]): Column {
  if (column.kind === 'number') {
    const pieces = [column, ...parts].flatMap((part) => (part.kind === 'number' ? [part.values] : []));
    return { ...column, values: joined(new Float64Array(lengthOf(pieces)), pieces) };
  }
  if (column.kind === 'category') {
    const pieces = [column, ...parts].flatMap((part) => (part.kind === 'category' ? [part.codes] : []));
    return { ...column, codes: joined(new Int32Array(lengthOf(pieces)), pieces) };
  }
  throw new TypeError('A column that was not checked.');
}

const lengthOf = (pieces: readonly { readonly length: number }[]) => pieces.reduce((sum, { length }) => sum + length, 0);

function joined<A extends Float64Array | Int32Array>(into: A, pieces: readonly A[]): A {
  let at = 0;
  for (const piece of pieces) {
    into.set(piece, at);
    at += piece.length;
  }
  return into;
}

function tellAbout(
  table: Table,
  { labels }: ClassTarget,
  members: readonly Uint32Array[],
  parts: readonly MadePart[],
  tell: RowContext['tell']
): void {
  const lone = members.flatMap((own, code) => (own.length === 1 ? [labels[code]!] : []));
  if (lone.length > 0) tell('class-too-small', `No rows were made of ${listedNames(lone)}: one row has no other to lie between.`);
  if (parts.length === 0) return tell('nothing-made', 'No class is rarer than asked for, so no rows were made up.');
  const said = parts.map(({ code, count }) => `${counted(count, 'row')} of ${quoted(labels[code]!)} between its ${members[code]!.length}`);
  tell('rows-made', `Made up, in training rows only: ${listed(said, 8)}.`);
  const cut = parts.filter(({ code }) => members[code]!.length > MOST_BASES);
  if (cut.length > 0)
    tell('bases-drawn', `Of ${listedNames(cut.map(({ code }) => labels[code]!))} ${MOST_BASES} rows, drawn at random, were compared.`);
  const flags = table.columns.filter((column) => column.kind === 'number' && isFlag(column.values)).map(({ name }) => name);
  if (flags.length > 0)
    tell(
      'flags-between',
      `${listedNames(flags)} ${flags.length === 1 ? 'holds' : 'hold'} only 0 and 1, and made-up rows get values between: put this step before the one that makes levels into columns.`
    );
}

const isFlag = (values: Float64Array): boolean =>
  values.some((value) => value === 1) && values.every((value) => value === 0 || value === 1);
