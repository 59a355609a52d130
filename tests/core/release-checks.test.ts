import { expect, test } from 'vitest';
import { failedOf, passedOfAll, sayChecks } from '../../src/core/release-checks.ts';

const check = (passed: boolean | null, detail = '') => ({ name: 'a check', passed, detail });

test('a bar that nobody set does not count among the checks that passed', () => {
  const checks = [check(true), check(true), check(null, 'No bar was set before training.')];
  expect(sayChecks(checks)).toBe('2 of 2 checks passed; 1 does not apply: no bar was set before training');
  expect(passedOfAll(checks)).toBe('2 of 2');
  expect(failedOf(checks)).toEqual([]);
});

test('what failed counts, and several that do not apply are each told', () => {
  const checks = [check(true), check(false), check(null, 'No input is a category.'), check(null, 'No bar was set before training.')];
  expect(sayChecks(checks, ' before release')).toBe(
    '1 of 2 checks before release passed; 2 do not apply: no input is a category; no bar was set before training'
  );
  expect(failedOf(checks)).toHaveLength(1);
});
