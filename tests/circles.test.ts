import { expect, test } from 'vitest';
import { circles, importGraph } from './import-graph.ts';

test('no file takes part in an import circle, types and late imports included', () => {
  const graph = importGraph('src');
  expect(graph.get('src/main.ts')).toContain('src/app/workbench.svelte.ts');
  expect(circles(graph)).toEqual([]);
});

test('a planted circle is caught, however the walk comes to it', () => {
  const chain = { enter: ['first', 'leaf'], first: ['second'], second: ['leaf', 'third'], third: ['leaf'], leaf: [] };
  expect(circles(new Map(Object.entries(chain)))).toEqual([]);
  expect(circles(new Map(Object.entries({ ...chain, third: ['leaf', 'first'] })))).toEqual([['first', 'second', 'third', 'first']]);
  expect(circles(new Map(Object.entries({ ...chain, leaf: ['leaf'] })))).toEqual([['leaf', 'leaf']]);
});
