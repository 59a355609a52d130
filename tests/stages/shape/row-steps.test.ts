import { describe, expect, test } from 'vitest';
import type { ShapeStep } from '../../../src/core/shape-step.ts';
import { frameFrom, rowsOf, shaped } from './helper.ts';

describe('rows picked by hand', () => {
  const frame = () =>
    frameFrom(
      { name: 'category', patient: 'integer' },
      [
        { name: 'a', patient: 1 },
        { name: 'b', patient: 1 },
        { name: 'a', patient: 2 },
        { name: null, patient: null },
        { name: null, patient: null }
      ],
      { patient: 'group' }
    );

  test('are taken out', async () => {
    const { frame: after, outcomes } = await shaped(frame(), [{ kind: 'drop-rows', rows: [3, 1] }]);
    expect((await rowsOf(after)).map(({ patient }) => patient)).toEqual([1, 2, null]);
    expect(outcomes[0]!.said).toBe('Took out 2 chosen rows: 3 of 5 rows stay.');
  });

  test('are kept together, with those the group column joined before; rows without a group stay alone', async () => {
    const { frame: after } = await shaped(frame(), [{ kind: 'group-rows', groups: [[2, 1]] }]);
    const rows = await rowsOf(after);
    expect(rows.map((row) => row['kept_together'])).toEqual([1, 1, 1, 4, 5]);
    expect(after.columns.map(({ name, role }) => [name, role])).toContainEqual(['patient', 'ignore']);
    expect(after.columns.at(-1)).toMatchObject({ name: 'kept_together', role: 'group', type: 'integer' });
  });

  test('get labels; new ones come behind the known ones', async () => {
    const labels = [
      { label: 'c', rows: [3] },
      { label: 'a', rows: [4] }
    ];
    const { frame: after } = await shaped(frame(), [{ kind: 'label-rows', column: 'name', labels }]);
    expect((await rowsOf(after)).map(({ name }) => name)).toEqual(['a', 'b', 'a', 'c', 'a']);
    expect(after.columns[0]!.labels).toEqual(['a', 'b', 'c']);
    const fresh = await shaped(frame(), [{ kind: 'label-rows', column: 'kind', labels }]);
    expect(fresh.frame.columns.at(-1)).toMatchObject({ name: 'kind', role: 'target', type: 'category' });
  });

  test('that are not there, none left, and labels for numbers are refused with the reason', async () => {
    const refused = (step: ShapeStep) => expect(shaped(frame(), [step])).rejects.toMatchObject({ code: 'shape-step-invalid' });
    await refused({ kind: 'drop-rows', rows: [9] });
    await refused({ kind: 'drop-rows', rows: [0, 1, 2, 3, 4] });
    await refused({ kind: 'group-rows', groups: [[0, 9]] });
    await refused({ kind: 'group-rows', groups: [[0, 1]], column: 'name' });
    await refused({ kind: 'label-rows', column: 'patient', labels: [{ label: 'a', rows: [0] }] });
  });
});
