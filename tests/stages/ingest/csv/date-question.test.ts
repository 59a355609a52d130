import { expect, test } from 'vitest';
import { previewCsv } from '../../../../src/jobs/preview-csv.ts';
import { quiet } from '../../prepare/context.ts';

const asked = async (source: string, options = {}) => (await previewCsv({ source, options }, quiet())).dateQuestion;

test('dates that can be read both ways are asked about once, with both readings of one that differs', async () => {
  expect(await asked('from,to,n\n04/04/2024,05/06/2024,1\n03/04/2024,05/07/2024,2\n')).toEqual({
    columns: ['from', 'to'],
    example: '03/04/2024',
    dayFirst: '2024-04-03',
    monthFirst: '2024-03-04',
    reading: 'month-first',
    isAnswered: false
  });
});

test('an answer holds, and is shown as one', async () => {
  expect(await asked('from\n03/04/2024\n', { dateOrder: 'day-first' })).toMatchObject({ reading: 'day-first', isAnswered: true });
});

test('nothing is asked where a column tells, where nothing differs, or where the column was told', async () => {
  expect(await asked('from,to\n03/04/2024,13/04/2024\n')).toBeNull();
  expect(await asked('from\n04/04/2024\n05/05/2024\n')).toBeNull();
  expect(await asked('from\n2024-04-03\n')).toBeNull();
  expect(await asked('from\n03/04/2024\n', { formats: { from: { dateOrder: 'day-first' } } })).toBeNull();
});
