import { describe, expect, test } from 'vitest';
import { createRng } from '../../../../src/core/rng.ts';
import type { Column } from '../../../../src/core/table.ts';
import { sha256 } from '../../../../src/core/hash.ts';
import { ColumnGroup } from '../../../../src/stages/ingest/csv/groups/column-group.ts';
import type { BlockInlet, BlockOutlet, BlockRelay } from '../../../../src/stages/ingest/csv/groups/block-relay.ts';
import type { Checkpoints, FrozenGroup } from '../../../../src/stages/ingest/csv/groups/checkpoints.ts';
import type { GroupPool, GroupSpec } from '../../../../src/stages/ingest/csv/groups/group-spec.ts';
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

/** Blocks handed from group to group within this thread, at most two under way. */
function relayPair(): { outlet: BlockOutlet; inlet: BlockInlet } {
  const come: (ArrayBufferLike | null)[] = [];
  let underWay = 0;
  const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));
  const outlet: BlockOutlet = {
    async memory(bytes) {
      while (underWay >= 2) await turn();
      return new SharedArrayBuffer(bytes);
    },
    send: (packed) => void (underWay++, come.push(packed)),
    end: () => void come.push(null)
  };
  const inlet: BlockInlet = {
    async next() {
      while (come.length === 0) await turn();
      return come.shift()!;
    },
    giveBack: (memory) => void (underWay--, new Uint8Array(memory).fill(255))
  };
  return { outlet, inlet };
}

/** Groups of which the first cuts the file for all. */
function relayedPool(groups: number, checkpoints: (group: number) => Checkpoints | undefined = () => undefined): GroupPool {
  const pairs = Array.from({ length: groups - 1 }, relayPair);
  const relayOf = (group: number): BlockRelay =>
    group === 0 ? { outlets: pairs.map(({ outlet }) => outlet) } : { inlet: pairs[group - 1]!.inlet };
  const unread = { size: source.size, slice: () => expect.unreachable('only the first group reads the file') };
  const sourceOf = (spec: GroupSpec, group: number) => (group > 0 && isReadOnce(spec) ? unread : source);
  return {
    shares: (width, rows) => Promise.resolve(shareOut(width, rows, groups, true)),
    open: (spec, group) =>
      Promise.resolve(
        new ColumnGroup(spec, { source: sourceOf(spec, group), sink: hashing, checkpoints: checkpoints(group), relay: relayOf(group) })
      )
  };
}

/** Whether none of its columns is read again: those that turn out otherwise late in the file are. */
const isReadOnce = ({ columns, names }: GroupSpec) => !columns.some((column) => ['turns', 'late'].includes(names[column]!));

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

  test('the one that cuts the file for all has less to do beside, but something', () => {
    const cost = (group: readonly number[]) => group.reduce((sum, j) => sum + rows[0]![j]!.length, 0);
    const [first, second] = shareOut(6, rows, 2, true);
    expect(cost(first!)).toBeLessThan(cost(second!));
    expect(shareOut(2, [['a'.repeat(900), 'b']], 2, true).map(({ length }) => length)).toEqual([1, 1]);
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

describe('a file that is cut once for all readers', () => {
  test.each([2, 3, 5, 12])('makes the same table with %i of them', async (groups) => {
    expect(await readWith(relayedPool(groups))).toEqual(await readWith());
  });

  test('without WebAssembly, too', async () => {
    expect(await readWith(relayedPool(3), { useKernel: false })).toEqual(await readWith());
  });

  test('and where a record has no room in the memory of a kernel', async () => {
    const wide = new Blob([`id,text,flag\n1,"${'x'.repeat(1_200_000)}",a\n2,short,b\n`]);
    const settings = { options: {}, chunkRows: 1024 };
    const alone = await readCsv(wide, hashing, settings, context);
    const [first, second] = [relayPair(), relayPair()];
    const pool: GroupPool = {
      shares: () => Promise.resolve([[0], [1], [2]]),
      open: (spec, group) => {
        const relay = [{ outlets: [first.outlet, second.outlet] }, { inlet: first.inlet }, { inlet: second.inlet }][group];
        return Promise.resolve(new ColumnGroup(spec, { source: wide, sink: hashing, relay }));
      }
    };
    expect(await readCsv(wide, hashing, { ...settings, pool }, context)).toEqual(alone);
  });

  test('goes on in each reader by itself from what each had kept', async () => {
    const kept: FrozenGroup[][] = [[], [], []];
    const keeping = (group: number): Checkpoints => ({
      left: null,
      isDue: () => true,
      keep: (frozen) => Promise.resolve(void kept[group]!.push(structuredClone(frozen)))
    });
    await readWith(relayedPool(3, keeping));
    const never = { isDue: () => false, keep: () => Promise.reject(new Error('not asked for')) };
    const shares: GroupPool['shares'] = (width, rows) => Promise.resolve(shareOut(width, rows, 3, true));
    for (const cut of [0, -1]) {
      const { open } = poolOf(3, (group) => ({ ...never, left: kept[group]!.at(cut) ?? null }));
      expect(await readWith({ shares, open })).toEqual(await readWith());
    }
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
