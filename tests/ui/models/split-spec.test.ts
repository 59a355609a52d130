import { expect, test } from 'vitest';
import type { SplitSpec } from '../../../src/core/split.ts';
import { DAY_MS, dividingOf, extraOf } from '../../../src/ui/models/split-spec.ts';

const known = { target: 'species', isTime: true };

test.each<SplitSpec>([
  { kind: 'stratified', columns: ['species', 'sex'] },
  { kind: 'group', column: 'site', columns: ['species'] },
  { kind: 'time', column: 'day', gap: 3, purge: 2 * DAY_MS },
  { kind: 'fold-column', column: 'fold' }
])('%# what a division asks for comes back from the form as it was', (spec) => {
  const { kind, ...asked } = spec;
  const { column, ...extra } = extraOf(spec, true);
  expect(dividingOf(kind, column, extra, known)).toEqual(asked);
});

test('stratified by the target and another column names both', () => {
  expect(dividingOf('stratified', '', { also: 'sex', gap: null, purge: null }, known)).toEqual({ columns: ['species', 'sex'] });
});
