import { expect, test } from 'vitest';
import { searchBest } from '../../../src/app/door/auto.ts';
import type { AutoAsk } from '../../../src/app/door/auto-search.ts';
import type { ModelInfo, Run } from '../../../src/app/api/training.ts';
import { forestTooLarge } from '../../../src/core/errors/training.ts';

const info = (id: string) => ({ id, label: id, fits: true }) as ModelInfo;
const families = ['svm', 'boosting', 'glm', 'logistic', 'baseline', 'neighbours'].map(info);
const base: Readonly<Record<string, number>> = {
  baseline: 0.5,
  logistic: 0.7,
  boosting: 0.8,
  neighbours: 0.65,
  svm: 0.6,
  forest: 0.79,
  tree: 0.78
};

/** A search over a made-up world: a run takes one tick, and its score is the family's, with a little for a learning rate near 0.03. */
function world(change: Partial<AutoAsk> = {}) {
  let time = 0;
  const asked: { readonly model: string; readonly params: Readonly<Record<string, unknown>> }[] = [];
  const scoreOf = (run: Run) => run.metrics['cv']!['accuracy']!.value;
  const train = ((spec, watch) => {
    asked.push({ model: spec.model, params: spec.params ?? {} });
    time += 10;
    if (spec.model === 'svm')
      return new Promise((_, fail) => {
        watch!.signal!.addEventListener('abort', () => fail(watch!.signal!.reason as Error));
      });
    if (spec.model === 'glm') return Promise.reject(forestTooLarge(9, 3));
    const rate = Number(spec.params?.['learningRate'] ?? 0.1);
    const value = base[spec.model]! + (spec.model === 'boosting' ? 0.05 - Math.abs(Math.log10(rate / 0.03)) / 50 : 0);
    const run = { id: `run ${asked.length}`, model: spec.model, params: spec.params, metrics: { cv: { accuracy: { value } } } };
    return Promise.resolve(run as unknown as Run);
  }) as AutoAsk['train'];
  const ask: AutoAsk = {
    ...{
      train,
      ensemble: () => Promise.reject(forestTooLarge(9, 3)),
      fitting: families,
      metric: 'accuracy',
      task: 'classification',
      cv: { kind: 'k-fold', folds: 5 } as AutoAsk['cv'],
      seed: 1,
      budgetMs: 2000
    },
    expect: () => null,
    ranked: (runs) => Promise.resolve(runs.toSorted((a, b) => scoreOf(b) - scoreOf(a))),
    now: () => time,
    ...change
  };
  return { ask, asked, at: () => time };
}

test('baselines come first, then families in the order that pays, then other settings, then a search around each of the best', async () => {
  const { ask, asked } = world();
  const { runs } = await searchBest(ask, undefined);
  const order = asked.map(({ model }) => model);
  expect(order.slice(0, 3)).toEqual(['baseline', 'logistic', 'boosting']);
  expect(order.slice(3, 6).toSorted()).toEqual(['glm', 'neighbours', 'svm']);
  const others = order.slice(6).filter((model) => model !== 'boosting');
  // Settings that are often good, then the leader until nothing gets better, then the next.
  expect(order.slice(6, 11)).toEqual(['boosting', 'boosting', 'boosting', 'logistic', 'logistic']);
  expect(order.slice(11, 16)).toEqual(Array.from({ length: 5 }, () => 'boosting'));
  expect(others.lastIndexOf('logistic')).toBeGreaterThan(2);
  expect(runs[0]!.model).toBe('boosting');
  expect(runs[0]!.metrics['cv']!['accuracy']!.value).toBeGreaterThan(0.84);
});

test('a family that takes too long or can not learn is left out, and the others are found', async () => {
  const { ask } = world({ budgetMs: 500 });
  const { runs } = await searchBest(ask, undefined);
  expect(new Set(runs.map(({ model }) => model))).toEqual(new Set(['baseline', 'logistic', 'boosting', 'neighbours']));
});

test('nothing is begun when the budget is used, but the first is always run', async () => {
  const { ask, asked, at } = world({ budgetMs: 45 });
  await searchBest(ask, undefined);
  expect(at()).toBeLessThanOrEqual(60);
  const tight = world({ budgetMs: 1 });
  expect((await searchBest(tight.ask, undefined)).runs.map(({ model }) => model)).toEqual(['baseline']);
  expect(asked.length).toBeGreaterThan(2);
});

test('the only family there is gets all the time it needs', async () => {
  const { ask } = world({ budgetMs: 11, fitting: ['baseline', 'boosting'].map(info) });
  expect((await searchBest(ask, undefined)).runs.map(({ model }) => model)).toEqual(['boosting', 'baseline']);
});

test('the same seed searches the same way', async () => {
  const [first, again] = [world(), world()];
  await Promise.all([searchBest(first.ask, undefined), searchBest(again.ask, undefined)]);
  expect(again.asked).toEqual(first.asked);
});

test('a person who stops the search stops all of it', async () => {
  const stop = new AbortController();
  const { ask, asked } = world({ fitting: ['svm'].map(info) });
  const search = searchBest({ ...ask, fitting: [info('baseline'), info('svm')] }, { signal: stop.signal });
  setTimeout(() => stop.abort(), 20);
  await expect(search).rejects.toThrow(/abort/i);
  expect(asked).toHaveLength(2);
});

test('what refuses the first of all runs is told', async () => {
  const { ask } = world({ fitting: [info('glm')] });
  await expect(searchBest(ask, undefined)).rejects.toMatchObject({ code: 'forest-too-large' });
});

test('the best of several families are brought together in the end, and lead only where they pay', async () => {
  const made: { readonly method: string; readonly models: readonly string[] }[] = [];
  const { ask } = world();
  const known = new Map<string, Run>();
  const train = (async (...given: Parameters<AutoAsk['train']>) => {
    const run = await ask.train(...given);
    known.set(run.id, run);
    return run;
  }) as AutoAsk['train'];
  const ensemble: AutoAsk['ensemble'] = ({ runs, method = 'stack' }) => {
    made.push({ method, models: runs.map((id) => known.get(id)!.model) });
    const value = method === 'stack' ? 0.99 : 0.1;
    return Promise.resolve({ id: method, model: 'ensemble', metrics: { cv: { accuracy: { value } } } } as unknown as Run);
  };
  const { runs } = await searchBest({ ...ask, train, ensemble }, undefined);
  expect(made.map(({ method }) => method)).toEqual(['blend', 'stack']);
  expect(made[0]!.models).toEqual(['boosting', 'boosting', 'logistic', 'logistic', 'neighbours', 'neighbours']);
  expect([runs[0]!.id, runs.at(-1)!.id]).toEqual(['stack', 'blend']);
});

test('what would take more than its share, by the runs before, is not begun; the others go by how long they take, and every family is told', async () => {
  const costs: Readonly<Record<string, number>> = { boosting: 20, svm: 900, neighbours: 150, glm: 40 };
  const { ask, asked } = world({ expect: (model, _params, runs) => (runs.length > 0 ? (costs[model] ?? 10) : null) });
  const { families } = await searchBest(ask, undefined);
  expect(asked.map(({ model }) => model).slice(3, 5)).toEqual(['glm', 'neighbours']);
  expect(asked.some(({ model }) => model === 'svm')).toBe(false);
  const told = Object.fromEntries(families.map(({ model, end, forecastMs, why }) => [model, why ?? forecastMs ?? end]));
  expect(told).toMatchObject({ boosting: 'tried', logistic: 'tried', neighbours: 'tried', svm: 900 });
  expect(told['glm']).toContain('9');
  expect(families[0]).toMatchObject({ model: 'boosting', best: expect.stringContaining('run') as string });
});

test('time is kept back to bring the best together', async () => {
  const { ask, at } = world({ budgetMs: 200 });
  let begun = NaN;
  const ensemble: AutoAsk['ensemble'] = () => {
    begun = Number.isNaN(begun) ? at() : begun;
    return Promise.reject(forestTooLarge(9, 3));
  };
  await searchBest({ ...ask, fitting: ask.fitting.filter(({ id }) => id !== 'svm'), ensemble }, undefined);
  expect(begun).toBeLessThanOrEqual(190);
});

test('an ensemble has room for what errs in another way', async () => {
  const { ask } = world({ fitting: ['baseline', 'boosting', 'forest', 'tree', 'logistic'].map(info) });
  const known = new Map<string, string>();
  const train = (async (...given: Parameters<AutoAsk['train']>) => {
    const run = await ask.train(...given);
    known.set(run.id, run.model);
    return run;
  }) as AutoAsk['train'];
  let members: string[] = [];
  const ensemble: AutoAsk['ensemble'] = ({ runs }) => {
    members = runs.map((id) => known.get(id)!);
    return Promise.reject(forestTooLarge(9, 3));
  };
  await searchBest({ ...ask, train, ensemble }, undefined);
  expect(members.filter((model) => model !== 'logistic')).toHaveLength(3);
  expect(members).toContain('logistic');
});
