// Longer than other files on purpose: the promises that every learner keeps are one list, read and run as a whole.
import { describe, expect, test } from 'vitest';
import type { FitContext, ModelType, TrainingData } from '../../src/core/model.ts';
import { canonicalJson, hashOf, parseCanonical } from '../../src/core/hash.ts';
import { checkParams, defaultsOf, resolveParams, type ParamSpec } from '../../src/core/params.ts';
import { isTypedArray, type Plain, type PlainRecord } from '../../src/core/plain.ts';
import { createRng, normal } from '../../src/core/rng.ts';
import { categoryColumn, gather, withColumns, type Column, type Table } from '../../src/core/table.ts';
import type { LearningTask } from '../../src/core/target.ts';
import { modelScorers } from '../../src/predict/model-registry.ts';
import { checkTrainable } from '../../src/stages/train/check-trainable.ts';
import { classicalModels } from '../../src/stages/train/registry.ts';
import { classTarget, dataOf, fitContext, numberColumn, numberTarget } from '../stages/train/support.ts';

const ROWS = 120;

/** Values outside a spec that its check must refuse. */
function invalidValues(spec: ParamSpec): unknown[] {
  switch (spec.type) {
    case 'choice':
      return ['?', null, 3];
    case 'bool':
      return ['yes', 1];
    case 'text':
      return [7];
    case 'ints':
      return [[spec.max + 1], 'many', [1.5]];
    default:
      return [spec.min - 1, spec.max + 1, NaN, '7', null, ...(spec.type === 'int' ? [spec.min + 0.5] : [])];
  }
}

/** Two numbers that matter, one that does not; with gaps and a category where the model takes them. */
function featuresFor(model: ModelType, rows = ROWS): Table {
  const rng = createRng(7);
  const draw = () => Array.from({ length: rows }, () => normal(rng));
  const numbers: Column[] = [numberColumn('a', draw()), numberColumn('b', draw()), numberColumn('noise', draw())];
  if (model.takes === 'encoded') return { rows, columns: numbers };
  const gaps = numberColumn(
    'gaps',
    draw().map((value, i) => (i % 9 === 0 ? NaN : value))
  );
  const level = categoryColumn(
    'level',
    Array.from({ length: rows }, (_, i) => (i % 11 === 0 ? null : ['red', 'green', 'blue'][i % 3]!))
  );
  return { rows, columns: [...numbers, gaps, level] };
}

function dataFor(model: ModelType, task: LearningTask, features = featuresFor(model), classes = 3): TrainingData {
  const values = (name: string) => (features.columns.find((column) => column.name === name) as { values: Float64Array }).values;
  const signal = Array.from({ length: features.rows }, (_, i) => values('a')[i]! * 2 - values('b')[i]!);
  if (task === 'regression') return dataOf(features, numberTarget(signal));
  const names = ['low', 'middle', 'high'];
  return dataOf(
    features,
    classTarget(signal.map((value) => (classes === 2 ? (value < 0 ? 'low' : 'high') : names[value < -1 ? 0 : value < 1 ? 1 : 2]!)))
  );
}

/** Typed arrays as base64-like text, the way a package stores them beside its JSON. */
const written = (state: Plain): string => canonicalJson(state, (array) => ({ $kind: array.constructor.name, $values: Array.from(array) }));

function reread(value: unknown): Plain {
  if (Array.isArray(value)) return value.map(reread);
  if (typeof value !== 'object' || value === null) return value as Plain;
  if ('$kind' in value && '$values' in value) {
    const kinds = { Float64Array, Float32Array, Int32Array, Uint32Array, Uint16Array, Uint8Array } as const;
    return kinds[value.$kind as keyof typeof kinds].from(value.$values as number[]);
  }
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, reread(entry)]));
}

const cases = classicalModels.all.flatMap((model) => model.tasks.map((task) => [model.id, task, model] as const));

const fitOf = (model: ModelType, data: TrainingData, seed = 1, overrides: Partial<FitContext> = {}) =>
  model.fit(data, defaultsOf(model.params), fitContext(seed, overrides));

const scoresOf = (model: ModelType, state: PlainRecord, features: Table) => modelScorers.get(model.id).compile(state)(features);

describe.each(classicalModels.all.map((model) => [model.id, model] as const))('%s', (_id, model) => {
  test('tells what it is in a sentence, for it and for each parameter', () => {
    for (const told of [model.doc, ...Object.values(model.params).map((spec) => spec.doc)]) expect(told).toMatch(/^\S.{15,}\.$/s);
  });

  test('has defaults that pass its own check', () => {
    expect(() => checkParams(model.label, model.params, defaultsOf(model.params))).not.toThrow();
  });

  test.each(Object.entries(model.params))('refuses bad values of %s with a hint', (name, spec) => {
    for (const value of invalidValues(spec)) {
      expect(() => checkParams(model.label, model.params, { ...defaultsOf(model.params), [name]: value })).toThrowError(
        expect.objectContaining({ code: 'param-out-of-range', hint: expect.stringContaining(name) })
      );
    }
  });

  test('has a scorer under its id', () => {
    expect(modelScorers.find(model.id)).toBeDefined();
  });

  test('a damaged state is refused, not scored', async () => {
    const { state } = await fitOf(model, dataFor(model, model.tasks[0]!));
    for (const key of Object.keys(state).filter(
      (name) => isTypedArray(state[name]) && state[name].length > 0 && name !== 'cover' && name !== 'categoryBits'
    )) {
      const damaged = { ...state, [key]: (state[key] as Float64Array).slice(1) };
      expect(() => modelScorers.get(model.id).compile(damaged), key).toThrowError(expect.objectContaining({ code: 'package-damaged' }));
    }
  });
});

describe.each(cases)('%s, %s', (_id, task, model) => {
  const outputs = task === 'classification' ? 3 : 1;

  test('answers every row with numbers that make sense', async () => {
    const data = dataFor(model, task);
    const { state } = await fitOf(model, data);
    const out = scoresOf(model, state, data.features);
    expect(out).toHaveLength(ROWS * outputs);
    expect(out.every(Number.isFinite)).toBe(true);
    if (task === 'regression') return;
    expect(out.every((p) => p >= 0 && p <= 1)).toBe(true);
    for (let i = 0; i < ROWS; i++) expect(out[3 * i]! + out[3 * i + 1]! + out[3 * i + 2]!).toBeCloseTo(1, 12);
  });

  test('a row gets the same bits alone as in a batch', async () => {
    const data = dataFor(model, task);
    const { state } = await fitOf(model, data);
    const batch = scoresOf(model, state, data.features);
    for (const row of [0, 9, 11, ROWS - 1]) {
      expect(scoresOf(model, state, gather(data.features, [row]))).toEqual(batch.slice(row * outputs, (row + 1) * outputs));
    }
  });

  test('gives the same bytes for the same seed', async () => {
    const hash = async () => hashOf((await fitOf(model, dataFor(model, task), 3)).state);
    expect(await hash()).toBe(await hash());
  });

  test('leaves its inputs unchanged', async () => {
    const data = { ...dataFor(model, task), weights: new Float64Array(ROWS).fill(1).map((one, i) => one + (i % 3)) };
    const before = structuredClone(data);
    const { state } = await fitOf(model, data);
    const kept = structuredClone(state);
    scoresOf(model, state, data.features);
    expect(data).toEqual(before);
    expect(state).toEqual(kept);
  });

  test('its state survives cloning, writing and reading', async () => {
    const data = dataFor(model, task);
    const { state } = await fitOf(model, data);
    const answer = scoresOf(model, state, data.features);
    expect(scoresOf(model, structuredClone(state) as PlainRecord, data.features)).toEqual(answer);
    const back = reread(parseCanonical(written(state))) as PlainRecord;
    expect(await hashOf(back)).toBe(await hashOf(state));
    expect(scoresOf(model, back, data.features)).toEqual(answer);
  });

  test('finds columns by name and levels by label, whatever their order', async () => {
    const data = dataFor(model, task);
    const { state } = await fitOf(model, data);
    const turned = { rows: ROWS, columns: data.features.columns.map(relabelled).toReversed() };
    expect(scoresOf(model, state, turned)).toEqual(scoresOf(model, state, data.features));
  });

  test('scores an empty table and levels it has never seen', async () => {
    const data = dataFor(model, task);
    const { state } = await fitOf(model, data);
    expect(scoresOf(model, state, gather(data.features, []))).toHaveLength(0);
    const strange = withColumns(
      data.features,
      data.features.columns.map((column) =>
        column.kind === 'category' ? categoryColumn(column.name, new Array<string>(ROWS).fill('mauve')) : column
      )
    );
    expect(scoresOf(model, state, strange).every(Number.isFinite)).toBe(true);
  });

  test('explains no rows, one row, no target and one answer', async () => {
    const data = dataFor(model, task);
    const first = (count: number): TrainingData => {
      const rows = Array.from({ length: count }, (_, i) => i);
      const target =
        data.target.kind === 'classes'
          ? { ...data.target, codes: data.target.codes.slice(0, count) }
          : { ...data.target, values: data.target.values.slice(0, count) };
      return { features: gather(data.features, rows), target, weights: null };
    };
    await expect(fitOf(model, first(0))).rejects.toMatchObject({ code: 'too-few-rows' });
    await expect(fitOf(model, first(1))).rejects.toMatchObject({ code: 'too-few-rows' });
    await expect(fitOf(model, { ...data, target: null } as unknown as TrainingData)).rejects.toMatchObject({ code: 'no-target' });
    const constant =
      task === 'regression'
        ? numberTarget(new Float64Array(ROWS).fill(4))
        : classTarget(new Array<string>(ROWS).fill('low'), ['high', 'low']);
    await expect(fitOf(model, { ...data, target: constant })).rejects.toMatchObject({ code: 'target-constant' });
  });

  test('learns from two rows', async () => {
    const rows = data2(model, task);
    const { state } = await fitOf(model, rows);
    expect(scoresOf(model, state, rows.features).every(Number.isFinite)).toBe(true);
  });

  test('is not upset by constant, duplicate and empty-of-sense columns', async () => {
    const data = dataFor(model, task);
    const odd: Column[] = [
      numberColumn('constant', new Float64Array(ROWS).fill(1e9)),
      numberColumn('again', (data.features.columns[0] as { values: Float64Array }).values),
      numberColumn('zero', new Float64Array(ROWS))
    ];
    const features = withColumns(data.features, odd);
    const { state } = await fitOf(model, { ...data, features });
    expect(scoresOf(model, state, features).every(Number.isFinite)).toBe(true);
  });

  test('a class that no row has gets probability 0', async () => {
    if (task === 'regression') return;
    const data = dataFor(model, task, featuresFor(model), 2);
    const target = data.target as ReturnType<typeof classTarget>;
    const labels = ['absent', ...target.labels];
    const { state } = await fitOf(model, { ...data, target: { ...target, labels, codes: target.codes.map((code) => code + 1) } });
    const out = scoresOf(model, state, data.features);
    for (let i = 0; i < ROWS; i++) {
      expect(out[3 * i]).toBe(0);
      expect(out[3 * i + 1]! + out[3 * i + 2]!).toBeCloseTo(1, 12);
    }
  });

  test('a row of weight 2 counts as two rows, one of weight 0 as none', async () => {
    const data = dataFor(model, task);
    const weights = Float64Array.from({ length: ROWS }, (_, i) => i % 3);
    const repeated = Array.from({ length: ROWS }, (_, i) => new Array<number>(i % 3).fill(i)).flat();
    const params = resolveParams(model.label, model.params, {
      ...(model.id === 'boosting' ? { minSamplesLeaf: 1, maxDepth: 1, maxIter: 5 } : {}),
      ...(['tree', 'forest', 'quantile-forest'].includes(model.id) ? { minSamplesLeaf: 1, maxFeatures: 'all' } : {}),
      ...('bootstrap' in model.params ? { bootstrap: false } : {}),
      ...('tol' in model.params && ['logistic', 'svm', 'gaussian-process'].includes(model.id) ? { tol: 1e-10 } : {}),
      ...(model.id === 'explainable-boosting'
        ? { outerBags: 1, earlyStopping: 'off', minSamplesLeaf: 1, maxBins: 255, maxIter: 20, interactions: 0 }
        : {}),
      ...(model.id === 'gam' ? { alpha: 1 } : {}),
      ...(model.id === 'linear-svm' ? { tol: 1e-10, maxIter: 100_000 } : {})
    });
    const target =
      data.target.kind === 'classes'
        ? { ...data.target, codes: Int32Array.from(repeated, (row) => (data.target as ReturnType<typeof classTarget>).codes[row]!) }
        : numberTarget(repeated.map((row) => (data.target as ReturnType<typeof numberTarget>).values[row]!));
    const numbersOnly = { rows: ROWS, columns: data.features.columns.slice(0, 3) };
    const weighted = await model.fit({ ...data, features: numbersOnly, weights }, params, fitContext());
    const plain = await model.fit({ features: gather(numbersOnly, repeated), target, weights: null }, params, fitContext());
    const [one, other] = [scoresOf(model, weighted.state, numbersOnly), scoresOf(model, plain.state, numbersOnly)];
    one.forEach((value, i) => expect(value).toBeCloseTo(other[i]!, 6));
  });

  test('refuses weights that can not be used', async () => {
    const data = dataFor(model, task);
    for (const weights of [
      new Float64Array(ROWS),
      new Float64Array(ROWS).fill(-1),
      new Float64Array(ROWS).fill(NaN),
      Float64Array.from({ length: ROWS }, (_, i) => (i === 3 ? 1 : 0))
    ]) {
      await expect(fitOf(model, { ...data, weights })).rejects.toMatchObject({ code: 'weights-unusable' });
    }
    await expect(fitOf(model, { ...data, weights: new Float64Array(3).fill(1) })).rejects.toMatchObject({ code: 'shape-mismatch' });
  });

  test('stops when told', async () => {
    await expect(fitOf(model, dataFor(model, task), 1, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('reports progress that ends at 1', async () => {
    const shares: number[] = [];
    await fitOf(model, dataFor(model, task), 1, { onProgress: (share) => shares.push(share) });
    expect(shares.at(-1)).toBe(1);
    expect(shares.every((share, i) => share >= 0 && share <= 1 && share >= (shares[i - 1] ?? 0))).toBe(true);
  });

  test('does not do the other task', () => {
    if (model.tasks.length === 2) return;
    const other = task === 'regression' ? 'classification' : 'regression';
    expect(() => checkTrainable(dataFor(model, other), model)).toThrowError(expect.objectContaining({ code: 'task-not-supported' }));
  });
});

describe.each(classicalModels.all.filter((model) => model.family !== 'baseline').map((model) => [model.id, model] as const))(
  '%s',
  (_id, model) => {
    const withColumn = (column: Column): TrainingData => {
      const data = dataFor(model, model.tasks[0]!);
      return { ...data, features: withColumns(data.features, [column]) };
    };

    test('refuses infinite numbers, times and no columns at all', async () => {
      await expect(fitOf(model, withColumn(numberColumn('odd', new Float64Array(ROWS).fill(-Infinity))))).rejects.toMatchObject({
        code: 'feature-infinite',
        context: { column: 'odd', count: ROWS }
      });
      const time: Column = { kind: 'time', name: 'when', values: new Float64Array(ROWS) };
      await expect(fitOf(model, withColumn(time))).rejects.toMatchObject({
        code: model.takes === 'encoded' ? 'feature-not-numeric' : 'feature-unusable'
      });
      await expect(fitOf(model, { ...dataFor(model, model.tasks[0]!), features: { rows: ROWS, columns: [] } })).rejects.toMatchObject({
        code: 'no-features'
      });
    });

    test('takes gaps and categories, or says which column has them', async () => {
      const gap = withColumn(numberColumn('gap', new Float64Array(ROWS).fill(NaN)));
      const level = withColumn(categoryColumn('level', new Array<string>(ROWS).fill('red')));
      if (model.takes === 'mixed') {
        for (const data of [gap, level]) expect((await fitOf(model, data)).state).toBeDefined();
        return;
      }
      await expect(fitOf(model, gap)).rejects.toMatchObject({ code: 'feature-missing' });
      await expect(fitOf(model, level)).rejects.toMatchObject({ code: 'feature-not-numeric' });
    });

    test('a column that is gone is named when scoring', async () => {
      const data = dataFor(model, model.tasks[0]!);
      const { state } = await fitOf(model, data);
      const fewer = { rows: ROWS, columns: data.features.columns.slice(1) };
      expect(() => scoresOf(model, state, fewer)).toThrowError(
        expect.objectContaining({ code: 'column-not-found', context: expect.objectContaining({ column: 'a' }) })
      );
    });
  }
);

function relabelled(column: Column): Column {
  if (column.kind !== 'category') return column;
  const values = Array.from(column.codes, (code) => column.labels[code] ?? null);
  return categoryColumn(column.name, values, ['unused', ...column.labels.toReversed()]);
}

/** Two rows with two answers. */
const data2 = (model: ModelType, task: LearningTask): TrainingData =>
  dataOf(gather(featuresFor(model), [1, 2]), task === 'regression' ? numberTarget([1, 2]) : classTarget(['yes', 'no']));
