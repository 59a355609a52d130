import { expect, test } from 'vitest';
import type { Dataset } from '../../../src/app/api/data.ts';
import { compileExpression } from '../../../src/core/expression/compile.ts';
import { fixesFor } from '../../../src/ui/explore/fixes.ts';

test('a time in parts is made one by a formula that can be worked out', () => {
  const columns = ['year', 'month', 'day', 'hour'].map((name) => ({ name, type: 'integer', role: 'feature', missing: 0, distinct: 9 }));
  const finding = {
    code: 'time-in-parts',
    severity: 'warning',
    columns: ['year', 'month', 'day', 'hour'],
    message: '',
    hint: '',
    evidence: { year: 'year', month: 'month', day: 'day', hour: 'hour' }
  } as const;
  const [fix] = fixesFor({ ...finding, columns: [...finding.columns] }, { columns } as unknown as Dataset);
  expect(fix?.label).toBe('Make “time” of them');
  const step = fix?.kind === 'steps' ? fix.steps[0] : undefined;
  if (step?.kind !== 'derive') throw new TypeError('No formula.');
  const known = columns.map(({ name }) => ({ name, type: 'integer' as const }));
  const parts: Record<string, number[]> = { year: [2024, 1969, NaN], month: [2, 12, 1], day: [29, 31, 1], hour: [5, 23, 0] };
  const column = (name: string) => ({ kind: 'number' as const, values: Float64Array.from(parts[name]!) });
  const { values } = compileExpression(step.formula, known, 'time').evaluate({ rows: 3, column }) as { values: Float64Array };
  expect([...values]).toEqual([Date.UTC(2024, 1, 29, 5), Date.UTC(1969, 11, 31, 23), NaN]);
});
