import { expect, test } from 'vitest';
import { gapLabel, gapName } from '../../src/core/gap-name.ts';

test('a gap is told in words, whatever dots its column has', () => {
  expect(gapName('sex.demographic_parity')).toEqual({ column: '“sex”', measure: 'share called positive' });
  expect(gapName('a.b.mean_error')).toEqual({ column: '“a.b”', measure: 'mean error' });
  expect(gapLabel('age.some_new_measure')).toBe('some new measure, by “age”');
});
