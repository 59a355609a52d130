import type { Finding } from '../../../../core/finding.ts';
import type { Column } from '../../../../core/table.ts';
import { counted, percent, quoted } from '../../../../core/words.ts';
import { foldColumn, hashText, isSameCell, mix } from '../../../../kernels/row-hash.ts';
import { SeenPairs } from '../../../../kernels/seen-pairs.ts';
import { saidByName, type AuditCheck, type AuditInput } from '../audit-check.ts';
import { countLevels } from '../../columns/category.ts';
import { tidyText } from '../tidy-text.ts';

const MOST_COLUMNS = 60;
/** Columns that go together make two rows meet more often than if each were drawn alone: so much of the surprise is counted. */
const DISCOUNT = 0.8;
/** Chance brings about less than one such pair in a thousand tables. */
const MARGIN_BITS = 10;
/** Of each group of rows some are named. */
const EXAMPLES = 5;

/**
 * Rows that differ from an earlier one in one column, or in spelling alone. Which columns they agree in must be so telling that in a table of this
 * size no two rows would agree by chance: the bits of surprise of the numbers, times and texts are added up, with a discount for columns that go
 * together.
 */
export const nearDuplicates: AuditCheck = {
  id: 'near-duplicates',
  doc: 'Rows that are those of an earlier row but for one column or for the spelling of texts, where chance would not bring about a single pair.',
  async run(input) {
    const columns = comparedColumns(input);
    const pairBits = 2 * Math.log2(Math.max(2, input.table.rows)) - 1;
    const bits = columns.map((column) => bitsOf(column, input));
    const all = bits.reduce((sum, own) => sum + own, 0);
    const isTelling = (left: number) => DISCOUNT * (all - left) >= pairBits + MARGIN_BITS;
    if (columns.length < 2 || !isTelling(0)) return [];
    if (columns.length > MOST_COLUMNS) return [tooWide(columns.length)];
    const found = await findNear(columns, (j) => isTelling(bits[j]!), input);
    return found.rows.length === 0 ? [] : [finding(found, input)];
  }
};

const tooWide = (columns: number): Finding => ({
  code: 'not-compared',
  severity: 'info',
  columns: [],
  message: `Rows that differ in one column only were not looked for: that is done with at most ${MOST_COLUMNS} columns, and there are ${columns}.`,
  hint: 'Rows that are the same in every column were looked for. Drop columns you do not need, and look again.',
  evidence: { most: MOST_COLUMNS, of: columns }
});

function comparedColumns({ table, schema }: AuditInput): Column[] {
  const said = saidByName(schema);
  return table.columns.filter(({ name, kind }) => kind !== 'image' && said.get(name)?.role !== 'id');
}

/**
 * How surprising it is that two rows agree in a column: bits of the chance of it, which among values that hardly repeat is that of the pairs that
 * do. Of categories only those with many levels tell a row from the others.
 */
function bitsOf(column: Column, { profile }: AuditInput): number {
  const { count, distinct } = profile.columns[column.name]!;
  if (count < 2) return 0;
  if (column.kind === 'category') {
    const meet = countLevels(column).reduce((sum, level) => sum + (level / count) ** 2, 0);
    return distinct >= 50 ? -Math.log2(meet) : 0;
  }
  if (distinct < 30) return 0;
  const repeats = Math.max(1, count - distinct);
  return distinct > count / 2 ? Math.log2(count ** 2 / (2 * repeats)) : Math.log2(distinct) - 1;
}

interface Near {
  readonly rows: number[];
  /** First and later row, and the column they differ in; null = in spelling. */
  readonly examples: (readonly [number, number, string | null])[];
  readonly byColumn: Map<string | null, number>;
}

/** Each column is left out in turn: rows with the same hash of the others are looked at cell by cell. */
async function findNear(columns: readonly Column[], isTelling: (left: number) => boolean, { table, pace }: AuditInput): Promise<Near> {
  const { rows } = table;
  const [first, second] = [new Uint32Array(rows), new Uint32Array(rows)];
  const hashes: (readonly [Uint32Array, Uint32Array])[] = [];
  for (const column of columns) {
    const own = tidyHashes(column, rows);
    hashes.push(own);
    for (let row = 0; row < rows; row++) {
      first[row]! += own[0][row]!;
      second[row]! += own[1][row]!;
    }
    await pace(rows * 12);
  }
  const near: Near = { rows: [], examples: [], byColumn: new Map() };
  const isTaken = new Uint8Array(rows);
  for (const left of [null, ...columns.keys()]) {
    if (left !== null && !isTelling(left)) continue;
    const [low, high] = left === null ? [null, null] : hashes[left]!;
    const seen = new SeenPairs(rows);
    for (let row = 0; row < rows; row++) {
      const earlier = seen.earlier((first[row]! - (low?.[row] ?? 0)) >>> 0, (second[row]! - (high?.[row] ?? 0)) >>> 0, row);
      if (earlier >= 0 && isTaken[row] === 0) note(near, isTaken, columns, [earlier, row, left]);
      if (row % 65_536 === 0) await pace(65_536 * 12);
    }
  }
  near.rows.sort((a, b) => a - b);
  return near;
}

function note(
  near: Near,
  isTaken: Uint8Array,
  columns: readonly Column[],
  [earlier, row, left]: readonly [number, number, number | null]
): void {
  if (columns.every((column) => isSameCell(column, earlier, row))) return;
  const name = left === null ? null : columns[left]!.name;
  isTaken[row] = 1;
  near.rows.push(row);
  near.byColumn.set(name, (near.byColumn.get(name) ?? 0) + 1);
  if (near.examples.length < EXAMPLES) near.examples.push([earlier, row, name]);
}

/** Of texts what is left when case, spaces and marks do not count. */
function tidyHashes(column: Column, rows: number): readonly [Uint32Array, Uint32Array] {
  const [first, second] = [new Uint32Array(rows), new Uint32Array(rows)];
  if (column.kind === 'category') {
    const codes = new Map<string, number>();
    const tidy = column.labels.map((label) => codes.get(tidyText(label)) ?? codes.set(tidyText(label), codes.size).size - 1);
    foldColumn({ ...column, codes: column.codes.map((code) => (code < 0 ? -1 : tidy[code]!)) }, first, second);
  } else if (column.kind === 'text') {
    for (let row = 0; row < rows; row++) {
      const hash = column.missing[row] ? -1 : hashText(column, row);
      first[row] = mix(hash % 2 ** 26);
      second[row] = mix(Math.floor(hash / 2 ** 26) ^ 0x5bd1e995);
    }
  } else foldColumn(column, first, second);
  const salt = mix(column.name.length * 31 + (column.name.codePointAt(0) ?? 0));
  for (let row = 0; row < rows; row++) {
    first[row] = mix(first[row]! ^ salt);
    second[row] = mix(second[row]! + salt);
  }
  return [first, second];
}

function finding({ rows, examples, byColumn }: Near, { table, target }: AuditInput): Finding {
  const share = rows.length / table.rows;
  const most = [...byColumn].sort(([, a], [, b]) => b - a)[0]!;
  const answer = target?.column.name;
  const conflicting = answer === undefined ? 0 : (byColumn.get(answer) ?? 0);
  const where = most[0] === null ? 'most of them in spelling alone' : `${byColumn.size === 1 ? 'in' : 'most often in'} ${quoted(most[0])}`;
  const conflict = conflicting > 0 ? ` ${counted(conflicting, 'of them has', 'of them have')} another answer for the same row.` : '';
  return {
    code: 'near-duplicates',
    severity: share < 0.005 && conflicting === 0 ? 'info' : 'warning',
    columns: most[0] === null ? [] : [most[0]],
    message: `${counted(rows.length, 'row')} (${percent(share)}) ${rows.length === 1 ? 'is' : 'are'} an earlier row but for one value, ${where}.${conflict}`,
    hint: 'If one thing was recorded twice, keep one row of it: near copies in the training and the test part make a model look better than it is.',
    evidence: {
      rows: rows.length,
      share,
      differsIn: [...byColumn].map(([column, count]) => ({ column: column ?? 'spelling', rows: count })),
      examples: examples.map(([a, b, column]) => ({ first: a + 1, later: b + 1, differsIn: column ?? 'spelling' })),
      rowNumbers: Uint32Array.from(rows)
    }
  };
}
