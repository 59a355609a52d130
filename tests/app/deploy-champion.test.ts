import { expect, test } from 'vitest';
import type { Project } from '../../src/app/api/projects.ts';
import { deployChampion } from '../../src/app/do-it/deploy.ts';
import type { Overview } from '../../src/app/overview.ts';

/** What was deployed, and what was said, for one version with these failed checks. */
async function deployed(failed: readonly string[], aliases: readonly string[] = []) {
  const made: string[] = [];
  const create = (spec: { name: string; model: string }) => {
    made.push(spec.model);
    return Promise.resolve(spec);
  };
  const checks = ['Meets the bar', 'Better than the baseline'].map((name) => ({ name, passed: !failed.includes(name), detail: '' }));
  const overview = { info: { name: 'Ships' }, versions: [{ name: 'ships', version: 1, createdAt: 0, aliases, checks }], deployments: [] };
  const { said } = await deployChampion({ deployments: { create } } as unknown as Project, overview as unknown as Overview, {});
  return { made, said: said.join(' ') };
}

test('a model that is no better than guessing is not deployed by itself, unless a person made it the champion', async () => {
  expect(await deployed(['Better than the baseline', 'Meets the bar'])).toEqual({
    made: [],
    said: 'ships 1 was not deployed: it is not better than the baseline. To deploy it all the same, choose New deployment.'
  });
  expect((await deployed(['Better than the baseline'], ['champion'])).made).toEqual(['ships:champion']);
});

test('a model that misses the bar is deployed to be tried, and says so', async () => {
  const { made, said } = await deployed(['Meets the bar']);
  expect(made).toEqual(['ships@1']);
  expect(said).toContain('It did not pass “Meets the bar”: it is there to be tried, not to be relied on.');
  expect((await deployed([])).said).not.toContain('did not pass');
});
