import { describe, expect, test } from 'vitest';
import { charts } from '../../src/charts/registry.ts';
import { chartConfig } from '../../src/charts/theme.ts';
import { draw } from './draw.ts';
import { look } from './look.ts';

describe.each(charts.all.map((chart) => [chart.id, chart] as const))('%s', (_id, chart) => {
  test('the spec of the sample is as it was', () => {
    expect(chart.spec(chart.sample(), look)).toMatchSnapshot();
  });

  test('draws without eval and without asking for anything', async () => {
    const { svg, asked } = await draw(chart, chart.sample());
    expect(asked).toEqual([]);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(svg.match(/<(path|text)/g)!.length).toBeGreaterThan(3);
  });

  test('says what is seen, in sentences with numbers', () => {
    const words = chart.describe(chart.sample());
    expect(words).toMatch(/^\S.*\.$/);
    expect(words).toMatch(/\d/);
    expect(words).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('every mark that names a row names one of the table', () => {
    const table = chart.table(chart.sample());
    const named = rowsIn(chart.spec(chart.sample(), look));
    expect(named.length).toBeGreaterThan(0);
    for (const row of named) expect(table.rows[row]).toHaveLength(table.columns.length);
  });

  test('no data is a sentence and an empty table, for which the page draws nothing', () => {
    const data = emptied(chart.sample());
    expect(chart.describe(data)).toMatch(/^\S.*\.$/);
    expect(chart.describe(data)).not.toMatch(/NaN|undefined|Infinity/);
    expect(chart.table(data).rows).toEqual([]);
    expect(() => chart.spec(data, look)).not.toThrow();
  });

  test.each([
    '<script>alert(1)</script>',
    '__proto__',
    'constructor',
    'https://example.org/x.csv',
    'a.b[0][\'c\']\n"d"',
    '{"url":"https://example.org"}'
  ])('the label %j stays text', async (label) => {
    for (const place of [0, 1, 2, 3]) {
      const data = relabelled(chart.sample(), label, place);
      const { svg, asked } = await draw(chart, data);
      expect(asked).toEqual([]);
      expect(svg).not.toContain('<script');
      expect(keysIn(chart.spec(data, look))).not.toContain('url');
    }
    expect(({} as Record<string, unknown>)[label === '__proto__' ? 'polluted' : label]).toBe(label === 'constructor' ? Object : undefined);
  });
});

test('the theme is as it was', () => {
  expect(chartConfig(look)).toMatchSnapshot();
});

function rowsIn(value: unknown): number[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(rowsIn);
  return Object.entries(value).flatMap(([key, entry]) => (key === 'row' && typeof entry === 'number' ? [entry] : rowsIn(entry)));
}

function keysIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(keysIn);
  return Object.entries(value).flatMap(([key, entry]) => [key, ...keysIn(entry)]);
}

/** The same data with every list empty and every number zero. */
function emptied(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  if (typeof value === 'number') return 0;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, emptied(entry)]));
}

const closed = new Set(['kind', 'falls']);

/** The same data with every text that came from a file replaced; the one at `place` is the label itself, the others stay apart from it. */
function relabelled(value: unknown, label: string, place: number, seen = new Map<string, string>()): unknown {
  if (typeof value === 'string') {
    if (!seen.has(value)) seen.set(value, seen.size === place ? label : `${label}${seen.size}`);
    return seen.get(value);
  }
  if (Array.isArray(value)) return value.map((entry) => relabelled(entry, label, place, seen));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, closed.has(key) ? entry : relabelled(entry, label, place, seen)])
  );
}
