import { describe, expect, test } from 'vitest';
import type { TrainingData } from '../../src/core/model.ts';
import { defaultsOf } from '../../src/core/params.ts';
import { createRng, normal } from '../../src/core/rng.ts';
import { categoryColumn, type Column, type Table } from '../../src/core/table.ts';
import type { LearningTask } from '../../src/core/target.ts';
import { modelScorers } from '../../src/predict/model-registry.ts';
import { classicalModels } from '../../src/stages/train/registry.ts';
import { classTarget, dataOf, fitContext, gaussian, numberColumn, numberTarget } from '../stages/train/support.ts';

const cases = classicalModels.all.flatMap((model) => model.tasks.map((task) => [model.id, task, model] as const));

/** Answers that follow the first column, of so many classes. */
function answersTo(first: Float64Array, task: LearningTask) {
  if (task === 'regression') return numberTarget(first.map((value) => 2 * value));
  return classTarget([...first].map((value) => (value < 0 ? 'low' : 'high')));
}

const tableOf = (columns: readonly Column[], rows: number): Table => ({ rows, columns });

describe.each(cases)('%s, %s', (id, task, model) => {
  const answersOf = async (data: TrainingData) => {
    const { state } = await model.fit(data, defaultsOf(model.params), fitContext(1));
    return modelScorers.get(id).compile(state)(data.features);
  };

  test('learns from more columns than rows', async () => {
    const columns = gaussian(16, 24, 3).map((values, j) => numberColumn(`x${j}`, values));
    const answers = await answersOf(dataOf(tableOf(columns, 16), answersTo(columns[0]!.values, task)));
    expect(answers.every(Number.isFinite)).toBe(true);
  });

  test('learns where a class, or an answer, has one row only', async () => {
    const [x, z] = gaussian(40, 2, 5) as [Float64Array, Float64Array];
    const columns = [numberColumn('x', x), numberColumn('z', z)];
    const names = Array.from(x, (value, i) => (i === 7 ? 'once' : value < 0 ? 'low' : 'high'));
    const target = task === 'regression' ? numberTarget(x.map((_, i) => (i === 7 ? 1 : 0))) : classTarget(names);
    const answers = await answersOf(dataOf(tableOf(columns, 40), target));
    expect(answers.every(Number.isFinite)).toBe(true);
    if (task === 'classification') expect(answers).toHaveLength(120);
  });

  test('learns from rows that are all alike, and says the same of all of them', async () => {
    const columns = [numberColumn('x', new Float64Array(30).fill(2)), numberColumn('z', new Float64Array(30).fill(-1))];
    const answers = await answersOf(
      dataOf(
        tableOf(columns, 30),
        answersTo(
          Float64Array.from({ length: 30 }, (_, i) => (i % 3) - 1),
          task
        )
      )
    );
    const outputs = answers.length / 30;
    expect(answers.every(Number.isFinite)).toBe(true);
    answers.forEach((answer, i) => expect(answer).toBeCloseTo(answers[i % outputs]!, 9));
  });
});

describe.each(classicalModels.all.filter(({ takes }) => takes === 'mixed').map((model) => [model.id, model] as const))(
  '%s',
  (id, model) => {
    test('takes a category of ten thousand levels, none of which it has seen twice', async () => {
      const rows = 10_000;
      const rng = createRng(9);
      const x = Float64Array.from({ length: rows }, () => normal(rng));
      const names = categoryColumn(
        'name',
        Array.from({ length: rows }, (_, i) => `level ${i}`)
      );
      const data = dataOf(tableOf([numberColumn('x', x), names], rows), answersTo(x, model.tasks[0]!));
      const { state } = await model.fit(
        data,
        { ...defaultsOf(model.params), ...('nEstimators' in model.params ? { nEstimators: 5 } : {}) },
        fitContext(1)
      );
      expect(modelScorers.get(id).compile(state)(data.features).every(Number.isFinite)).toBe(true);
    });
  }
);
