import { expect, test } from 'vitest';
import { appReady, openApp } from './support.ts';

/** A table that takes a while to import: 40 MB of text. */
const makeBigFile = () => {
  const row = `${'abcdefgh,'.repeat(4)}1.5,2.5,3.5,true\n`;
  return new File(['a,b,c,d,e,f,g,h\n', row.repeat(800_000)], 'big.csv');
};

test('a cancelled import stops where it is and leaves nothing', async () => {
  const app = await openApp();
  const seen = (await app.page.evaluate(`(async () => {
    const project = await lathe.projects.create({ name: 'Cancel' });
    const controller = new AbortController();
    let reached = 0;
    const onProgress = ({ share }) => { reached = share; if (share > 0.05) controller.abort(); };
    const error = await project.data.importCsv((${makeBigFile.toString()})(), { signal: controller.signal, onProgress }).catch((caught) => caught);
    const dataset = await project.data.importCsv('x,y\\n1,a\\n2,b\\n');
    return { name: error.name, reached, rows: dataset.rows, versions: (await project.data.versions()).length, whole: await lathe.integrityCheck() };
  })()`)) as { name: string; reached: number; rows: number; versions: number; whole: string[] };
  expect(seen).toMatchObject({ name: 'AbortError', rows: 2, versions: 1, whole: [] });
  expect(seen.reached).toBeLessThan(0.5);
  await app.close();
});

test('a run whose tab was closed is told of at the next start, and says what happened', async () => {
  const app = await openApp();
  const id = await app.page.evaluate(async () => (await window.lathe.projects.create({ name: 'Closed', sample: 'adult' })).info.id);
  await app.page.evaluate(async (projectId) => {
    const project = await window.lathe.projects.open(projectId);
    void project
      .train({ model: 'boosting', cv: { kind: 'k-fold', folds: 10 }, params: { maxIter: 1000, earlyStopping: 'off' } })
      .catch(() => undefined);
    while ((await project.runs()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }, id);
  const page = await app.context.newPage();
  await app.page.close();
  await page.goto(app.url);
  await appReady(page);
  const [run] = await page.evaluate(async (projectId) => (await window.lathe.projects.open(projectId)).runs(), id);
  expect(run).toMatchObject({ status: 'interrupted' });
  await page
    .getByRole('button', { name: /^Resume: / })
    .first()
    .waitFor();
  await app.close();
});

test('same seed, same bytes: two profiles give the same model hashes', async () => {
  const hashes = [];
  for (let i = 0; i < 2; i++) {
    const app = await openApp();
    hashes.push(
      await app.page.evaluate(async () => {
        const project = await window.lathe.projects.create({ name: 'Same', sample: 'titanic' });
        const cv = { kind: 'k-fold', folds: 2 } as const;
        const models = ['baseline', 'logistic', 'boosting'];
        const found: string[] = [(await project.data.current())!.hash];
        for (const model of models) found.push((await project.train({ model, seed: 7, cv })).modelHash);
        const prices = await window.lathe.projects.create({ name: 'Same', sample: 'wine-quality' });
        for (const model of ['baseline', 'linear', 'boosting']) found.push((await prices.train({ model, seed: 7, cv })).modelHash);
        return found;
      })
    );
    await app.close();
  }
  expect(hashes[0]).toEqual(hashes[1]);
  expect(new Set(hashes[0]).size).toBe(7);
});

test('a project file holds everything: opened in another profile, the same hashes and the same answers', async () => {
  const first = await openApp();
  const made = await first.page.evaluate(async () => {
    const project = await window.lathe.projects.create({ name: 'Travels', sample: 'penguins' });
    const run = await project.train({ model: 'logistic' });
    const file = await window.lathe.projects.exportArchive(project.info.id, { passphrase: 'a long word' });
    const row = { island: 'Dream', bill_length_mm: 45 };
    return {
      bytes: [...new Uint8Array(await file.arrayBuffer())],
      hash: run.modelHash,
      runId: run.id,
      answer: await project.whatIf(run.id, [row])
    };
  });
  await first.close();
  const second = await openApp();
  const seen = await second.page.evaluate(async ({ bytes, runId }) => {
    const archive = new Blob([new Uint8Array(bytes)]);
    const wrong = await window.lathe.projects
      .importArchive(archive, { passphrase: 'another' })
      .catch((error: { code: string }) => error.code);
    const project = await window.lathe.projects.importArchive(archive, { passphrase: 'a long word' });
    const [run] = await project.runs();
    return {
      wrong,
      hash: run!.modelHash,
      answer: await project.whatIf(runId, [{ island: 'Dream', bill_length_mm: 45 }]),
      whole: await window.lathe.integrityCheck()
    };
  }, made);
  expect(seen).toEqual({ wrong: 'wrong-passphrase', hash: made.hash, answer: made.answer, whole: [] });
  await second.close();
});

test('cleared browser data are noticed as a loss, not taken for a first visit', async () => {
  const app = await openApp();
  await app.page.evaluate(() => window.lathe.projects.create({ name: 'Lost', sample: 'penguins' }));
  const page = await app.context.newPage();
  await app.page.close();
  const session = await app.context.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin: new URL(app.url).origin, storageTypes: 'indexeddb' });
  await page.goto(app.url);
  await appReady(page);
  await page.getByText('the browser has lost them').waitFor();
  await app.close();
});
