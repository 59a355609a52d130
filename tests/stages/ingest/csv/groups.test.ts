import { describe, expect, test } from 'vitest';
import { createRng } from '../../../../src/core/rng.ts';
import type { Column } from '../../../../src/core/table.ts';
import { sha256 } from '../../../../src/core/hash.ts';
import { ColumnGroup } from '../../../../src/stages/ingest/csv/groups/column-group.ts';
import type { Checkpoints, FrozenGroup } from '../../../../src/stages/ingest/csv/groups/checkpoints.ts';
import type { GroupPool } from '../../../../src/stages/ingest/csv/groups/group-spec.ts';
import { shareOut } from '../../../../src/stages/ingest/csv/groups/share-out.ts';
import { readCsv, type ReadCsvSettings } from '../../../../src/stages/ingest/csv/read-csv.ts';
import { encodeColumn } from '../../../../src/storage/column-codec.ts';
import { context as usual } from './helper.ts';

/** Lets what is being stored go on, as a thread does. */
const context = { ...usual, breathe: () => new Promise<void>((resolve) => void setImmediate(resolve)) };

/** A table with everything that a column can turn out to be, late or early, and with faults of every kind. */
function oddTable(rows: number): string {
  const rng = createRng(3);
  const lines = ['id,gap,turns,word,city,day,german,money,note,flag,empty,late'];
  for (let i = 0; i < rows; i++) {
    const day = `2024-0${1 + (i % 9)}-1${i % 10}`;
    const fields = [
      String(i),
      i % 7 === 0 ? 'NA' : (rng() * 100).toFixed(2),
      i > rows * 0.6 ? 'word' : String(i),
      `w${Math.floor(rng() * 1e9).toString(36)}`,
      ['Oslo', 'Rome', '"New York, NY"', ''][i % 4]!,
      day,
      `"${Math.floor(rng() * 9000)},5"`,
      i % 500 === 3 ? 'n/k' : `$${i}`,
      i % 1000 === 0 ? '"say ""hi""\nthere"' : 'plain',
      i % 2 ? 'true' : 'false',
      '',
      i > rows * 0.8 ? '3' : ''
    ];
    if (i % 900 === 5) fields.pop();
    if (i % 901 === 6) fields.push('extra');
    lines.push(fields.join(','));
    if (i % 1500 === 9) lines.push('');
  }
  return `${lines.join('\n')}\n`;
}

const hashing = { append: (column: Column) => sha256(encodeColumn(column)) };
const SETTINGS: ReadCsvSettings = { options: {}, chunkRows: 1024, pieceBytes: 20_000 };
const source = new Blob([oddTable(14_000)]);

const readWith = (pool?: GroupPool, more: Partial<ReadCsvSettings> = {}) =>
  readCsv(source, hashing, { ...SETTINGS, ...more, ...(pool && { pool }) }, context);

const poolOf = (groups: number, checkpoints: (group: number) => Checkpoints | undefined = () => undefined): GroupPool => ({
  shares: (width, rows) => Promise.resolve(shareOut(width, rows, groups)),
  open: (spec, group) => Promise.resolve(new ColumnGroup(spec, { source, sink: hashing, checkpoints: checkpoints(group) }))
});

describe('sharing columns out', () => {
  const rows = Array.from({ length: 20 }, (_, i) => [`note ${i} of many`, String(i), 'a', `text ${i} as well`, '', String(i / 8)]);

  test('the costly ones go to different groups, and every column to one', () => {
    const groups = shareOut(6, rows, 2);
    expect(groups.flat().sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(groups.find((group) => group.includes(0))).not.toContain(3);
    expect(shareOut(6, rows, 2)).toEqual(groups);
  });

  test('there are no more groups than columns', () => {
    expect(shareOut(2, [], 8)).toEqual([[0], [1]]);
    expect(shareOut(3, rows, 1)).toEqual([[0, 1, 2]]);
  });
});

describe('columns shared out between several readers', () => {
  test.each([2, 3, 5, 12, 40])('%i readers make the table, the notes and the report that one makes', async (groups) => {
    expect(await readWith(poolOf(groups))).toEqual(await readWith());
  });

  test('without WebAssembly, too', async () => {
    expect(await readWith(poolOf(3), { useKernel: false })).toEqual(await readWith());
  });
});

describe('a reading that was cut off goes on from what was kept', () => {
  test.each([1, 2, 3])('and makes the same table, wherever it was cut, with %i readers', async (groups) => {
    const whole = await readWith();
    const kept: FrozenGroup[][] = Array.from({ length: groups }, () => []);
    await readWith(
      poolOf(groups, (group) => ({
        left: null,
        isDue: () => true,
        keep: (frozen) => Promise.resolve(void kept[group]!.push(structuredClone(frozen)))
      }))
    );
    // How many there are hangs on how fast pieces are stored.
    const last = kept[0]!.length - 1;
    expect(last).toBeGreaterThan(0);
    for (const cut of new Set([0, Math.floor(last / 3), Math.floor((2 * last) / 3), last])) {
      const never = { isDue: () => false, keep: () => Promise.reject(new Error('not asked for')) };
      const again = await readWith(poolOf(groups, (group) => ({ ...never, left: structuredClone(kept[group]!.at(cut) ?? null) })));
      expect(again).toEqual(whole);
    }
  });
});
