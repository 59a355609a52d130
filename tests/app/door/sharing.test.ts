import { expect, test } from 'vitest';
import { openDoor } from './open-door.ts';
import { openStorage } from '../../../src/storage/open-storage.ts';

test('a document that is looked at again changes nothing, so that a page woken by changes comes to rest', async () => {
  const lathe = await openDoor('told');
  const project = await lathe.projects.create({ name: 'Told' });
  const written = async () => {
    const storage = await openStorage('told');
    return (await storage.results.ofKind(project.info.id, 'document')).map(({ key, createdAt }) => [key, createdAt]);
  };
  const first = await project.report('datasheet', { format: 'markdown' });
  const before = await written();
  const second = await project.report('datasheet', { format: 'markdown' });
  expect(before).toHaveLength(1);
  expect(await written()).toEqual(before);
  expect(await second.text()).toBe(await first.text());
  await project.report('datasheet', { format: 'html' });
  expect(await written()).toHaveLength(2);
});
