import { expect, test } from 'vitest';
import type { LabelState } from '../../../src/app/api/labelling.ts';
import { Labelling, type LabellingSource } from '../../../src/ui/data/labels/labelling.svelte.ts';

/** A project of ten pictures whose answers are kept in a list, the last first in the order of its classes. */
function desk(labelled = 0) {
  const given: { row: number; label: string }[] = [];
  const labels = {
    state: () => {
      const classes = [...new Set(given.map(({ label }) => label).reverse())].map((label) => ({ label, count: 1 }));
      return Promise.resolve({ classes, labelled, rows: 10 } as unknown as LabelState);
    },
    next: (_id: string, _by: string, { from }: { from: string }) => {
      const count = from === 'unlabelled' ? 10 - labelled : 10;
      const asked = Array.from({ length: count }, (_, row) => ({ row, why: '', suggestion: null }));
      return Promise.resolve({ asked: asked.filter(({ row }) => !given.some((one) => one.row === row)), open: 10, basis: 'none' });
    },
    set: (_id: string, _by: string, all: typeof given) => Promise.resolve(void given.push(...all)),
    undo: () => Promise.resolve(given.splice(-1).map(({ row }) => row))
  };
  const data = { images: (_id: string, rows: readonly number[]) => Promise.resolve(rows.map(() => ({}))) };
  const source = {
    project: { labels, data },
    workbench: { try: (work: () => unknown) => work() },
    datasetId: 'd',
    hasImages: true,
    run: null
  };
  return new Labelling(source as unknown as LabellingSource, 'Ada');
}

test('a digit means the same class whatever was answered or taken back since', async () => {
  const session = desk();
  session.addClass('ant');
  session.addClass('bee');
  await session.begin();
  await session.give('bee');
  await session.refresh();
  expect(session.classes).toEqual(['ant', 'bee']);
  await session.undo();
  await session.give('cat');
  await session.refresh();
  expect(session.classes).toEqual(['ant', 'bee', 'cat']);
});

test('what is taken back stands first again when that is said', async () => {
  const session = desk();
  await session.begin();
  await session.give('ant');
  expect(session.cards[0]!.row).toBe(1);
  const undoing = session.undo();
  while (session.said !== 'Taken back: row 1.') await Promise.resolve();
  expect(session.cards[0]!.row).toBe(0);
  await undoing;
});

test('where every row has a class, all that this person did not answer are asked for', async () => {
  const [some, none] = [desk(4), desk(10)];
  await some.start();
  await none.start();
  expect([some.from, some.cards.length]).toEqual(['unlabelled', 6]);
  expect([none.from, none.cards.length]).toEqual(['all', 10]);
});
