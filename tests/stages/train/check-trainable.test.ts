import { expect, test } from 'vitest';
import type { Target } from '../../../src/core/target.ts';
import { checkTrainable } from '../../../src/stages/train/check-trainable.ts';
import { classicalModels } from '../../../src/stages/train/registry.ts';

const features = { rows: 6, columns: [{ kind: 'number' as const, name: 'x', values: Float64Array.of(1, 2, 3, 4, 5, 6) }] };
const refusal = (labels: readonly string[]) => {
  const target: Target = { kind: 'classes', name: 'y', codes: new Int32Array(6), labels };
  try {
    checkTrainable({ features, target, weights: null }, classicalModels.get('tree'));
    return null;
  } catch (error) {
    return error;
  }
};

test('where the only rows of a class were held out, that is said, and not that there is no such class', () => {
  expect(refusal(['no', 'yes'])).toMatchObject({
    code: 'target-constant',
    message: 'The target “y” is “no” in all 6 training rows: there are so few rows of “yes” that all of them were held out.',
    hint: expect.stringMatching(/^Add rows of “yes”, some dozens at least.*anomalies/) as string
  });
  expect(refusal(['no'])).toMatchObject({ code: 'target-constant', hint: expect.stringContaining('Choose another target') as string });
});
