import { describe, expect, test } from 'vitest';
import { pointAt, pointsOf } from '../../src/ui/kit/chart-points.ts';
import { findCommands, type Command } from '../../src/ui/kit/find-commands.ts';
import { formatBytes, formatDuration, formatWhen } from '../../src/ui/kit/format.ts';
import { RowPages } from '../../src/ui/kit/row-pages.ts';

describe('numbers for people', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_400_000, '1.4 MB'],
    [86_000_000, '86 MB'],
    [38_000, '38 kB']
  ])('%d bytes are %s', (bytes, words) => expect(formatBytes(bytes)).toBe(words));

  test.each([
    [0.006, '6 µs'],
    [12, '12 ms'],
    [400, '0.4 s'],
    [200_000, '3 min 20 s']
  ])('%d ms are %s', (ms, words) => expect(formatDuration(ms)).toBe(words));

  test('days are told as a person would', () => {
    const now = new Date(2026, 2, 20, 12).getTime();
    expect(formatWhen(new Date(2026, 2, 20, 9, 5).getTime(), now)).toBe('today 09:05');
    expect(formatWhen(new Date(2026, 2, 19, 23).getTime(), now)).toBe('yesterday');
    expect(formatWhen(new Date(2026, 2, 17).getTime(), now)).toBe('Tuesday');
    expect(formatWhen(new Date(2025, 0, 2).getTime(), now)).toBe('Jan 2, 2025');
  });
});

describe('the points of a chart', () => {
  const bounds = (x1: number, y1: number, x2: number, y2: number) => ({ x1, y1, x2, y2 });
  const scene = {
    marktype: 'group',
    items: [
      {
        x: 10,
        y: 20,
        items: [
          { marktype: 'rect', items: [{ datum: { row: 0 }, bounds: bounds(0, 0, 10, 40) }] },
          {
            marktype: 'symbol',
            items: [
              { datum: { row: 1 }, x: 50, y: 5 },
              { datum: { other: 1 }, x: 1, y: 1 }
            ]
          },
          { marktype: 'text', items: [{ datum: { row: 0 }, x: 99, y: 99 }] }
        ]
      }
    ]
  };

  test('are where they are drawn, words and other marks left out', () => {
    const points = pointsOf(scene, [100, 0]);
    expect(points).toEqual([
      { row: 0, x: 115, y: 40, box: bounds(110, 20, 120, 60) },
      { row: 1, x: 160, y: 25, box: null }
    ]);
  });

  test('are found by the box around the pointer, or else by nearness', () => {
    const points = pointsOf(scene, [0, 0]);
    expect(pointAt(points, 12, 58)?.row).toBe(0);
    expect(pointAt(points, 66, 30)?.row).toBe(1);
    expect(pointAt(points, 300, 300)).toBeNull();
  });
});

test('commands are found by the beginnings of their words, the label first', () => {
  const command = (id: string, label: string, group: string): Command => ({ id, label, group, run: () => undefined });
  const all = [command('a', 'Evaluate', 'how good'), command('b', 'Data', 'goods'), command('c', 'Govern', 'storage')];
  expect(findCommands(all, '')).toEqual(all);
  expect(findCommands(all, 'go').map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  expect(findCommands(all, 'good how').map(({ id }) => id)).toEqual(['a']);
  expect(findCommands(all, 'nothing')).toEqual([]);
});

describe('pages of rows', () => {
  test('each page is fetched once, and rows come when it has arrived', async () => {
    const asked: number[] = [];
    let arrivals = 0;
    const pages = new RowPages(
      (start, count) => {
        asked.push(start);
        return Promise.resolve(Array.from({ length: count }, (_, i) => start + i));
      },
      () => arrivals++,
      10
    );
    expect([pages.at(3), pages.at(7), pages.at(12)]).toEqual([undefined, undefined, undefined]);
    await Promise.resolve();
    await Promise.resolve();
    expect([pages.at(3), pages.at(12), arrivals]).toEqual([3, 12, 2]);
    expect(asked).toEqual([0, 10]);
  });

  test('a page that failed is asked for again', async () => {
    let calls = 0;
    const pages = new RowPages(
      () => (calls++ === 0 ? Promise.reject(new Error('worker lost')) : Promise.resolve(['row'])),
      () => undefined,
      1
    );
    pages.at(0);
    await new Promise((resolve) => setTimeout(resolve));
    pages.at(0);
    await new Promise((resolve) => setTimeout(resolve));
    expect(pages.at(0)).toBe('row');
  });

  test('no more pages are kept than asked', async () => {
    let calls = 0;
    const pages = new RowPages(
      (start) => Promise.resolve([start + calls++ * 0]),
      () => undefined,
      1,
      2
    );
    for (const row of [0, 1, 2]) {
      pages.at(row);
      await new Promise((resolve) => setTimeout(resolve));
    }
    expect(pages.at(0)).toBeUndefined();
    expect(pages.at(2)).toBe(2);
  });
});
