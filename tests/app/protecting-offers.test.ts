import { expect, test } from 'vitest';
import type { Dataset } from '../../src/app/api/data.ts';
import { offersFor } from '../../src/app/protecting-offers.ts';
import type { Finding } from '../../src/core/finding.ts';

const columnOf = (name: string, distinct: number): Dataset['columns'][number] => ({
  name,
  type: 'integer',
  role: 'feature',
  missing: 0,
  distinct
});
const sensitive = (name: string): Finding => ({ code: 'privacy-sensitive', severity: 'warning', message: '', hint: '', columns: [name] });

test.each([
  [20, []],
  [50, [10]],
  [100, [10]],
  [286, [100]],
  [5000, [1000]]
])('bands for a sensitive number of %i values are wide enough to bring rows together: %j', (distinct, widths) => {
  const offers = offersFor(sensitive('wage'), { columns: [columnOf('wage', distinct)] });
  expect(
    offers.map(({ protection }) => protection.kind === 'generalise' && protection.into.by === 'bands' && protection.into.width)
  ).toEqual(widths);
});
