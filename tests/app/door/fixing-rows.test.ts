import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Project } from '../../../src/app/api/projects.ts';
import { openDoor } from './open-door.ts';

let project: Project;

beforeAll(async () => {
  const lathe = await openDoor();
  project = await lathe.projects.create({ name: 'Rows' });
  await project.data.importCsv('who,size,colour\nanna,1,red\nbert,2,blue\ncara,3,red\ndora,4,green\nemil,5,red\n');
});
afterAll(() => vi.unstubAllGlobals());

const current = async () => (await project.data.current())!;

test('rows set aside are gone from the version, stand in its quarantine, and come back', async () => {
  const before = await current();
  const next = await project.data.shape(before.id, [{ kind: 'drop-rows', rows: [1, 3], why: 'looks wrong' }]);
  expect(next.made).toEqual(['Set 2 rows aside: looks wrong.']);
  expect((await project.data.rows(next.id)).map(({ who }) => who)).toEqual(['anna', 'cara', 'emil']);
  expect(await project.data.quarantine(next.id)).toEqual({
    count: 2,
    rows: [
      { line: 2, code: 'set-aside', reason: 'looks wrong', text: 'bert,2,blue' },
      { line: 4, code: 'set-aside', reason: 'looks wrong', text: 'dora,4,green' }
    ]
  });
  expect((await project.data.restore(before.id)).hash).toBe(before.hash);
});

test('a person who is erased does not shift the rows that were set aside', async () => {
  const whole = await current();
  const next = await project.data.shape(whole.id, [{ kind: 'drop-rows', rows: [3], why: 'looks wrong' }]);
  await project.protect.erase('who', 'bert');
  expect((await project.data.rows(next.id)).map(({ who }) => who)).toEqual(['anna', 'cara', 'emil']);
  expect((await project.data.quarantine(next.id))?.rows.map(({ text }) => text)).toEqual(['dora,4,green']);
});
