import { expect, test } from 'vitest';
import type { Dataset } from '../../../src/app/api/data.ts';
import { canBeOrdered, movedLevel, orderLine, orderWords } from '../../../src/ui/data/level-words.ts';
import { typesFor } from '../../../src/ui/data/schema-choices.ts';
import { pictureOf } from '../../../src/ui/explore/column-chart.ts';

const column = (labels: string[], more: Partial<Dataset['columns'][number]> = {}): Dataset['columns'][number] => ({
  name: 'c',
  type: 'category',
  role: 'feature',
  missing: 0,
  distinct: labels.length,
  labels,
  ...more
});

test('an order is proposed by words, never assumed; a given one is told', () => {
  expect(orderLine(column(['high', 'low', 'medium']))).toEqual({
    words: 'Looks ordered by amounts: low < medium < high',
    verb: 'Order the levels'
  });
  expect(orderLine(column(['red', 'blue', 'green']))).toBeNull();
  expect(orderLine(column(['0', '1', '2']))?.words).toContain('their numbers');
  expect(orderLine(column(['0', '1', '2'], { role: 'target' }))).toBeNull();
  expect(orderLine(column(['b', 'a'], { isOrdinal: true }))).toEqual({ words: 'b < a', verb: 'Change the order' });
});

test('a level is moved to its place; a place that is none changes nothing', () => {
  const order = ['a', 'b', 'c'];
  expect(movedLevel(order, 0, 2)).toEqual(['b', 'c', 'a']);
  expect(movedLevel(order, 2, 1)).toEqual(['a', 'c', 'b']);
  expect(movedLevel(order, 0, -1)).toBe(order);
  expect(movedLevel(order, 2, 3)).toBe(order);
});

test('long scales are cut in the middle; the empty text has a name', () => {
  expect(orderWords(['1', '2', '3', '4', '5', '6', '7', ''])).toBe('1 < 2 < 3 < … < 7 < (an empty text)');
});

test('ordinal is offered where levels can be put in order by hand', () => {
  expect(canBeOrdered(column(['a', 'b']))).toBe(true);
  expect(canBeOrdered(column(['a']))).toBe(false);
  expect(canBeOrdered(column(Array.from({ length: 31 }, (_, i) => `${i}`)))).toBe(false);
  expect(typesFor('category', true)).toContain('ordinal');
  expect(typesFor('category')).not.toContain('ordinal');
});

test('a chart shows levels in their order', () => {
  const levels = [
    { label: 'high', count: 9 },
    { label: 'low', count: 5 },
    { label: 'medium', count: 2 }
  ];
  const raw = { kind: 'category', missing: 0, levels, others: { levels: 0, count: 0 } };
  const picture = pictureOf('c', raw, ['low', 'medium', 'high']);
  expect(picture.kind === 'top-values' && picture.data.values.map(({ label }) => label)).toEqual(['low', 'medium', 'high']);
});
