import { expect, test } from 'vitest';
import { cachedResult } from '../../src/jobs/cached-result.ts';
import { projectWith, testServices } from './support.ts';

test('projects with equal data each keep a result once: what is looked at again is written by neither', async () => {
  const services = await testServices();
  const csv = 'a,b\n1,x\n2,y\n';
  const projects = [await projectWith(services, csv, {}), await projectWith(services, csv, {})];
  const key = { kind: 'profile', version: 1, datasetHash: 'a'.repeat(64) };
  let made = 0;
  const look = (projectId: string) => cachedResult(services, projectId, key, () => Promise.resolve(++made));
  const written = async () =>
    (await Promise.all(projects.map((id) => services.storage.results.ofKind(id, 'profile')))).flat().map(({ createdAt }) => createdAt);

  for (const id of projects) expect(await look(id)).toBe(1);
  const first = await written();
  expect(first).toHaveLength(2);
  for (const id of [...projects, ...projects]) expect(await look(id)).toBe(1);
  expect(await written()).toEqual(first);
});
