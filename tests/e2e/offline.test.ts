import { afterAll, beforeAll, expect, test } from 'vitest';
import { appReady, openApp, type OpenApp } from './support.ts';

/** One visit, then the server is gone for good. */
let app: OpenApp;

beforeAll(async () => {
  app = await openApp();
  await app.server.close();
});

afterAll(() => app.close());

test('with the server killed after the first visit everything still works', async () => {
  await app.page.reload();
  await appReady(app.page);
  const seen = await app.page.evaluate(async () => {
    const project = await window.lathe.projects.create({ name: 'Offline', sample: 'penguins' });
    const run = await project.train({ model: 'boosting' });
    const network = await project.train({ model: 'mlp', params: { maxIter: 5 } });
    const version = await project.registry.register(run.id, 'offline');
    const html = await project.export(`offline@${version.version}`, 'html');
    const deployment = await project.deployments.create({ name: 'offline', model: 'offline@1' });
    const answer = await fetch(deployment.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"rows":[{"island":"Dream"}]}'
    });
    return { status: answer.status, parity: html.parity, backend: network.backend };
  });
  expect(seen.status).toBe(200);
  expect(seen.parity).toMatchObject({ checked: true, rows: 52 });
  expect(['wasm', 'cpu', 'webgpu', 'webgl']).toContain(seen.backend);
});

test.each(['problem', 'data', 'explore', 'features', 'models', 'train', 'evaluate', 'package', 'deploy', 'monitor', 'govern', 'share'])(
  'the %s screen opens without a server',
  async (step) => {
    const id = await app.page.evaluate(async () => (await window.lathe.projects.list())[0]!.id);
    await app.page.goto(`${app.url}#/p/${id}/${step}`);
    await app.page.waitForSelector('main h1');
    expect(await app.page.locator('main h1').innerText()).not.toContain('could not be fetched');
  }
);
