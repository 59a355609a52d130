import { expect, test } from 'vitest';
import { defaultsOf } from '../../src/core/params.ts';
import { classicalModels } from '../../src/stages/train/registry.ts';
import { classTarget, dataOf, fitContext, numberColumn, numberTarget } from '../stages/train/support.ts';

const limited = classicalModels.all.filter(({ mostRows }) => mostRows !== undefined).map((model) => [model.id, model] as const);

test.each(limited)('%s refuses one row more than it takes, with a hint', async (_id, model) => {
  const rows = model.mostRows! + 1;
  const values = Float64Array.from({ length: rows }, (_, i) => i % 7);
  const target = model.tasks.includes('regression') ? numberTarget(values) : classTarget(Array.from(values, String));
  const many = dataOf({ rows, columns: [numberColumn('a', values)] }, target);
  await expect(model.fit(many, defaultsOf(model.params), fitContext())).rejects.toMatchObject({
    code: 'too-many-rows',
    context: { rows, most: model.mostRows },
    hint: expect.stringContaining('sample')
  });
});
