import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type OpenApp } from './support.ts';

/** The main job through the scripting door: each sample from its data to a watched deployment. */
let app: OpenApp;

beforeAll(async () => {
  app = await openApp();
});

afterAll(async () => {
  expect(app.complaints).toEqual([]);
  await app.close();
});

test('penguins: from the sample to a deployment that is watched', async () => {
  const seen = await app.page.evaluate(async () => {
    const project = await window.lathe.projects.create({ name: 'Penguins', sample: 'penguins' });
    const data = (await project.data.current())!;
    const runs = [];
    for (const model of ['baseline', 'logistic', 'boosting']) runs.push(await project.train({ model, cv: { kind: 'k-fold', folds: 3 } }));
    const [baseline, , best] = runs;
    const version = await project.registry.register(best!.id, 'penguins');
    await project.registry.alias('penguins', 'champion', version.version);
    const deployment = await project.deployments.create({ name: 'penguins-door', model: 'penguins:champion' });
    const rows = (await project.data.rows(data.id, { count: 60 })).map(({ species: _species, ...row }) => row);
    const answered = await project.deployments.predict('penguins-door', rows);
    const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ rows: rows.slice(0, 5) }) };
    const rest = (await (await fetch(deployment.url, request)).json()) as {
      predictions: { prediction: unknown; probabilities: unknown }[];
    };
    await project.deployments.feedback(
      'penguins-door',
      answered.slice(0, 30).map(({ id, prediction }) => ({ id, actual: prediction }))
    );
    const watched = await project.monitor('penguins-door');
    return {
      rows: data.rows,
      scores: runs.map((run) => run.metrics['validation']!['accuracy']!),
      baseline: baseline!.metrics['validation']!['accuracy']!.value,
      checks: version.checks.filter((check) => !check.passed),
      same: rest.predictions.map(
        ({ prediction, probabilities }, i) =>
          JSON.stringify([prediction, probabilities]) === JSON.stringify([answered[i]!.prediction, answered[i]!.probabilities])
      ),
      watched: { rows: watched.window.rows, requests: watched.traffic.requests, accuracy: watched.performance?.['accuracy'] },
      replay: await project.replay(best!.id),
      whole: await window.lathe.integrityCheck(),
      requests: window.lathe.requests().foreign
    };
  });
  expect(seen.rows).toBe(344);
  for (const { value, low, high, method, n } of seen.scores) {
    expect(low).toBeLessThanOrEqual(value);
    expect(high).toBeGreaterThanOrEqual(value);
    expect(method).not.toBe('');
    expect(n).toBe(52);
  }
  expect(seen.scores[2]!.low).toBeGreaterThan(seen.baseline);
  expect(seen.checks).toEqual([]);
  expect(seen.same).toEqual([true, true, true, true, true]);
  expect(seen.watched).toMatchObject({ rows: 65, requests: 2, accuracy: { value: 1, n: 30 } });
  expect(seen.replay).toEqual({ same: true, differences: [] });
  expect(seen.whole).toEqual([]);
  expect(seen.requests).toBe(0);
});

test('titanic: the copy of the target is found', async () => {
  const findings = await app.page.evaluate(async () => {
    const project = await window.lathe.projects.create({ name: 'Titanic', sample: 'titanic' });
    return project.data.audit((await project.data.current())!.id);
  });
  expect(findings).toContainEqual(
    expect.objectContaining({ code: 'target-leak', severity: 'blocker', columns: expect.arrayContaining(['alive']) as unknown })
  );
});

test('adult: 32,561 rows, boosting ahead of chance, fairness by sex, the page never frozen', async () => {
  const seen = await app.page.evaluate(async () => {
    const longest = { ms: 0 };
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (longest.ms = Math.max(longest.ms, entry.duration)))).observe({
      type: 'longtask'
    });
    const project = await window.lathe.projects.create({ name: 'Adult', sample: 'adult' });
    const run = await project.train({ model: 'boosting' });
    const fairness = await project.fairness(run.id, { sensitive: ['sex'] });
    return {
      rows: (await project.data.current())!.rows,
      auc: run.metrics['validation']!['roc_auc']!,
      groups: fairness.groups.map((group) => group.group['sex']),
      longest: longest.ms
    };
  });
  expect(seen.rows).toBe(32_561);
  expect(seen.auc.low).toBeGreaterThan(0.9);
  expect(seen.groups).toEqual(expect.arrayContaining(['Female', 'Male']));
  console.log(`adult: longest task on the main thread ${seen.longest.toFixed(0)} ms`);
});

test('diamonds: a price with an interval', async () => {
  const seen = await app.page.evaluate(async () => {
    const project = await window.lathe.projects.create({ name: 'Diamonds', sample: 'diamonds' });
    const run = await project.train({ model: 'boosting' });
    const [first] = await project.data.rows((await project.data.current())!.id, { count: 1 });
    const [answer] = await project.whatIf(run.id, [first!]);
    return { r2: run.metrics['validation']!['r2']!, interval: answer!.interval, price: answer!.prediction };
  });
  expect(seen.r2.low).toBeGreaterThan(0.95);
  expect(seen.interval![0]).toBeLessThan(seen.price as number);
  expect(seen.interval![1]).toBeGreaterThan(seen.price as number);
});

test('digits: a small convolutional net reads them', async () => {
  const seen = await app.page.evaluate(async () => {
    const project = await window.lathe.projects.create({ name: 'Digits', sample: 'digits' });
    const data = (await project.data.current())!;
    const run = await project.train({ model: 'cnn', params: { maxIter: 8 } });
    return { rows: data.rows, accuracy: run.metrics['validation']!['accuracy']!, backend: run.backend };
  });
  expect(seen.rows).toBe(1797);
  expect(seen.accuracy.value).toBeGreaterThan(0.85);
});

test('what is wrong is said with a code and a hint, and nothing is lost', async () => {
  const seen = await app.page.evaluate(async () => {
    const project = await window.lathe.projects.create({ name: 'Bad' });
    const failure = (work: Promise<unknown>) =>
      work.then(() => null).catch((error: { code: string; hint: string }) => ({ code: error.code, hint: error.hint }));
    const empty = await failure(project.data.importCsv(''));
    await project.data.importCsv('x,y\n1,a\n2,a\n3,a\n4,a\n5,a\n6,a\n7,a\n8,a\n');
    const none = await failure(project.train({ model: 'logistic' }));
    await project.problem.set({ task: 'classification', target: 'y', metric: 'accuracy' });
    return { empty, none, constant: await failure(project.train({ model: 'logistic' })), rows: (await project.data.current())!.rows };
  });
  expect(seen.empty).toMatchObject({ code: 'csv-empty' });
  expect(seen.none).toMatchObject({ code: 'no-target' });
  expect(seen.constant).toMatchObject({ code: 'target-constant' });
  expect(seen.rows).toBe(8);
});
