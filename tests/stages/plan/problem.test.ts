import { describe, expect, test } from 'vitest';
import type { ColumnSummary } from '../../../src/stages/plan/column-summary.ts';
import { checkProblem } from '../../../src/stages/plan/check-problem.ts';
import { describeProblem } from '../../../src/stages/plan/describe-problem.ts';
import { guessTarget } from '../../../src/stages/plan/guess-target.ts';
import { positiveClass } from '../../../src/core/positive-class.ts';
import { suggestProblem } from '../../../src/stages/plan/suggest-problem.ts';
import { metricFacts } from '../../../src/stages/plan/tasks.ts';
import { aMetric, metricName } from '../../../src/core/metric-names.ts';
import { inSentence } from '../../../src/core/words.ts';
import { metrics } from '../../../src/stages/evaluate/registry.ts';
import { readSample } from '../explore/read-sample.ts';

const column = (name: string, type: ColumnSummary['type'], distinct: number, labels?: string[]): ColumnSummary => ({
  name,
  type,
  role: 'feature',
  missing: 0,
  distinct,
  ...(labels ? { labels } : {})
});

function columnsOf(name: string): ColumnSummary[] {
  const { table, schema } = readSample(name);
  return table.columns.map((each, i) => {
    const distinct =
      each.kind === 'category' ? each.labels.length : each.kind === 'number' || each.kind === 'time' ? new Set(each.values).size : 0;
    return { ...schema[i]!, missing: 0, distinct, ...(each.kind === 'category' ? { labels: each.labels } : {}) };
  });
}

const pets = [
  column('weight', 'number', 80),
  column('pet', 'category', 2, ['Cat', 'Dog']),
  column('born', 'time', 80),
  column('note', 'text', 80)
];
const problem = { statement: 'Tell cats from dogs', task: 'classification', target: 'pet', metric: 'roc_auc' };

test('a metric is never told by its id', () => {
  for (const { id, label } of metrics.all) expect(metricName(id)).toBe(inSentence(label));
  expect([aMetric('roc_auc'), aMetric('recall'), aMetric('r2'), aMetric('rmse')]).toEqual([
    'an area under the ROC curve',
    'a recall',
    'an R squared',
    'a root mean squared error'
  ]);
});

test('the metrics offered are those the evaluation has', () => {
  const own = Object.entries(metricFacts).map(([id, { tasks, higherIsBetter, range }]) => ({ id, tasks, higherIsBetter, range }));
  expect(own).toEqual(metrics.all.map(({ id, tasks, higherIsBetter, range }) => ({ id, tasks, higherIsBetter, range })));
});

describe('suggestions', () => {
  test.each([
    ['penguins', 'species', 'classification', 'balanced_accuracy'],
    ['titanic', 'survived', 'classification', 'roc_auc'],
    ['adult', 'income', 'classification', 'roc_auc'],
    ['diamonds', 'price', 'regression', 'rmse'],
    ['wine-quality', 'quality', 'regression', 'rmse'],
    ['temperatures', 'Temp', 'forecasting', 'mase']
  ])('%s is about %s', (name, target, task, metric) => {
    const { problem: suggested, reasons } = suggestProblem(columnsOf(name));
    expect(suggested).toMatchObject({ target, task, metric });
    expect(reasons.length).toBeGreaterThan(2);
    expect(checkProblem(suggested, columnsOf(name))).toEqual(suggested);
  });

  test('the positive class says yes, or is the rarer one', () => {
    expect(suggestProblem(columnsOf('adult')).problem.positive).toBe('>50K');
    expect(suggestProblem(pets, { classCounts: { Cat: 10, Dog: 70 } }).problem.positive).toBe('Cat');
  });

  test('german credit: of 1 (good, 700 rows) and 2 (bad, 300 rows) the rarer 2 is looked for', () => {
    const risk = [column('amount', 'integer', 900), column('risk', 'integer', 2)];
    const { problem: suggested, reasons } = suggestProblem(risk, { classCounts: { 1: 700, 2: 300 } });
    expect(suggested.positive).toBe('2');
    expect(reasons).toContain('“2” counts as positive: it is the rarer class, and rare things are what one looks for.');
  });

  test.each([
    [{ 0: 100, 1: 900 }, '1'],
    [{ no: 100, yes: 900 }, 'yes'],
    [{ survived: 900, drowned: 100 }, 'survived'],
    [{ good: 100, bad: 900 }, 'bad'],
    [{ healthy: 100, 'at risk': 900 }, 'at risk'],
    [{ F: 168, M: 176 }, 'F'],
    [{ benign: 100, malignant: 900 }, 'malignant']
  ])('of %j the positive class is %s', (classCounts, expected) => {
    expect(positiveClass(Object.keys(classCounts), classCounts)?.label).toBe(expected);
  });

  test('a bar between guessing and perfect, with its reason', () => {
    expect(suggestProblem(columnsOf('penguins')).problem.bar).toBe(0.67);
    const { problem: price, reasons } = suggestProblem(columnsOf('diamonds'), { sd: 4000 });
    expect(price.bar).toBe(2830);
    expect(reasons.join(' ')).toContain('half of the variance');
  });

  test('images with classes are an image problem', () => {
    const suggested = suggestProblem([column('image', 'image', 10), column('label', 'category', 10, [...'0123456789'])]).problem;
    expect(suggested).toMatchObject({ task: 'image', target: 'label', metric: 'balanced_accuracy' });
  });

  test('no data, and nothing to predict, are said', () => {
    expect(suggestProblem(null).reasons).toEqual(['There are no data yet to suggest from.']);
    expect(suggestProblem([column('note', 'text', 9)]).problem.target).toBeUndefined();
  });

  test('the role target goes before all names', () => {
    expect(guessTarget([{ ...column('a', 'number', 5), role: 'target' }, column('target', 'category', 2)])?.name).toBe('a');
  });
});

describe('checks', () => {
  const refusal = (change: object, columns: readonly ColumnSummary[] | null = pets) => {
    try {
      checkProblem({ ...problem, ...change }, columns);
      return 'accepted';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  test.each([
    [{ task: 'text' }, 'task-not-offered'],
    [{ task: 'text' }, 'task-not-offered'],
    [{ metric: 'wow' }, 'metric-not-offered'],
    [{ metric: '__proto__' }, 'metric-not-offered'],
    [{ target: 'colour' }, 'column-not-found'],
    [{ target: 'note' }, 'target-not-usable'],
    [{ target: 'born' }, 'target-not-usable'],
    [{ task: 'regression' }, 'target-not-number'],
    [{ positive: 'Horse' }, 'positive-not-a-level'],
    [{ costs: { Cat: { Horse: 1 } } }, 'positive-not-a-level'],
    [{ costs: { Cat: { Dog: NaN } } }, 'problem-invalid'],
    [{ bar: 2 }, 'problem-invalid'],
    [{ latencyMs: 0 }, 'problem-invalid'],
    [{ sensitive: ['sex'] }, 'column-not-found'],
    [{ task: 'image' }, 'problem-invalid'],
    [{}, 'accepted']
  ])('%j: %s', (change, code) => {
    expect(refusal(change)).toBe(code);
  });

  test('a target of numbers with too many values is no class', () => {
    expect(refusal({ target: 'weight' }, [column('weight', 'number', 900)])).toBe('target-too-many-classes');
  });

  test('before there are data only what needs none is checked', () => {
    expect(refusal({ target: 'anything' }, null)).toBe('accepted');
    expect(refusal({ task: 'text' }, null)).toBe('task-not-offered');
  });

  test('a metric left over from the other task gives way; levels come back as the data spell them', () => {
    expect(checkProblem({ ...problem, task: 'regression', target: 'weight' }, pets).metric).toBe('rmse');
    expect(checkProblem({ ...problem, positive: 'dog' }, pets).positive).toBe('Dog');
  });
});

test('a heading never runs over ninety characters where the names allow it', () => {
  const long = { ...problem, target: 'readmitted_within_thirty_days', positive: 'yes', bar: 0.85 };
  const told = describeProblem(long, { features: 48, rows: 80, baseline: null });
  expect(told).toBe('You want to tell whether “readmitted_within_thirty_days” is “yes” from 48 columns.');
});

test('the problem as a sentence', () => {
  expect(describeProblem({ statement: '', task: 'classification', metric: 'roc_auc' }, null)).toMatch(/^Nothing is decided yet/);
  expect(describeProblem({ ...problem, positive: 'Dog', bar: 0.9 }, { features: 3, rows: 80, baseline: 0.5 })).toBe(
    'You want to tell whether “pet” is “Dog” from 3 columns, with a ROC AUC of at least 0.9. The baseline reaches 0.5.'
  );
  const price = { statement: '', task: 'regression', target: 'price', metric: 'rmse', bar: 500 };
  expect(describeProblem(price, { features: 9, rows: 80, baseline: 400 })).toContain(
    'the bar is no higher than that, so it proves nothing'
  );
});

describe('who met what', () => {
  const user = column('userId', 'integer', 600);
  const film = column('movieId', 'integer', 900);
  const stars = column('rating', 'number', 10);

  test('is proposed as a recommendation, by marks and moments where they are there', () => {
    const columns = [user, film, stars, column('timestamp', 'integer', 78_000)];
    const { problem: suggested, reasons } = suggestProblem(columns, { rows: 100_000 });
    expect(suggested).toMatchObject({ task: 'recommendation', user: 'userId', item: 'movieId', rating: 'rating', time: 'timestamp' });
    expect(checkProblem(suggested, columns)).toEqual(suggested);
    expect(reasons.join(' ')).toContain('what came later');
    const bare = suggestProblem([column('customer', 'text', 50), column('product', 'category', 9)], { rows: 400 });
    expect(bare.problem).toMatchObject({ task: 'recommendation', user: 'customer', item: 'product' });
    expect(bare.problem).not.toHaveProperty('rating');
  });

  test.each([
    ['there is more to tell it by', [user, film, stars, column('age', 'integer', 60)], 100_000],
    ['each is met once', [user, film, stars], 900],
    ['nobody chooses', [column('city', 'category', 60), column('product', 'category', 90), stars], 10_000]
  ])('is not where %s', (_why, columns, rows) => {
    expect(suggestProblem(columns, { rows }).problem.task).not.toBe('recommendation');
  });
});

describe('a number over time', () => {
  const day = column('day', 'time', 200);
  const sales = column('sales', 'number', 180);

  test('is proposed as a forecast, of each series where one column tells them apart', () => {
    expect(suggestProblem([day, sales], { series: { season: 7, horizon: 14 } }).problem).toMatchObject({
      task: 'forecasting',
      target: 'sales',
      time: 'day',
      horizon: 14,
      season: 7
    });
    const { problem: many, reasons } = suggestProblem([day, column('shop', 'category', 3, ['a', 'b', 'c']), sales], { rows: 600 });
    expect(many).toMatchObject({ task: 'forecasting', series: 'shop' });
    expect(reasons.join(' ')).toContain('of each “shop”');
  });

  test.each([
    ['there is something else to tell it by', [day, sales, column('price', 'number', 50)], 200],
    ['moments repeat, as in a list of events', [day, sales], 2000],
    ['there are few moments', [column('day', 'time', 5), sales], 5]
  ])('is not where %s', (_why, columns, rows) => {
    expect(suggestProblem(columns, { rows }).problem.task).toBe('regression');
  });

  test('needs a column of times that is there', () => {
    const asked = { statement: '', task: 'forecasting', target: 'sales', metric: 'mase' };
    expect(checkProblem({ ...asked, time: 'day', season: 7 }, [day, sales])).toMatchObject({ time: 'day', season: 7 });
    expect(() => checkProblem({ ...asked, time: 'sales' }, [day, sales])).toThrow(/sales/);
  });
});
