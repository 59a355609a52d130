import { expect, test } from 'vitest';
import { believed } from '../../../src/ui/evaluate/believed.ts';

const bin = (predicted: number, low: number, high: number, rows = 10) => ({ predicted, observed: (low + high) / 2, low, high, rows });
const error = { value: 0.108, low: 0.061, high: 0.143, method: 'BCa bootstrap', n: 40 };

test('16 % that came true 40 % of the time was called surer than it should be', () => {
  const said = believed({ bins: [bin(0.16, 0.3, 0.5), bin(0.5, 0.4, 0.6)], error: 0.1, of: 'positive' }, error);
  expect(said).toContain('For 50\u00a0% of the rows what it says is too low: the band leaves the dashed ideal out.');
  expect(said).toContain('The calibration error is 0.108 (95 % interval 0.061 to 0.143).');
});

test('rows that are off to either side are told apart and never under one word', () => {
  const bins = [bin(0.9, 0.6, 0.8, 30), bin(0.1, 0.2, 0.3, 10), bin(0.5, 0.4, 0.6, 60)];
  expect(believed({ bins, error: 0.1, of: 'positive' }, undefined)).toContain(
    'For 30\u00a0% of the rows what it says is too high, for 10\u00a0% of the rows what it says is too low:'
  );
  expect(believed({ bins, error: 0.1, of: 'likeliest' }, undefined)).toContain(
    'For 30\u00a0% of the rows it is surer than it should be, for 10\u00a0% of the rows it is less sure than it could be:'
  );
});

test('an error that chance makes of right probabilities too is told as nothing, without an interval that leaves none out', () => {
  const said = believed(
    { bins: [bin(0.5, 0.4, 0.6)], error: 0.04, of: 'positive' },
    { ...error, value: 0.043, low: 0.038, high: 0.043 },
    0.077
  );
  expect(said).toContain('0.043, no more than chance makes of exactly right probabilities on so few rows (about 0.077).');
  expect(said).not.toContain('0.038');
  expect(believed({ bins: [bin(0.5, 0.4, 0.6)], error: 0.1, of: 'positive' }, error, 0.05)).toContain('(95 % interval 0.061 to 0.143)');
});
