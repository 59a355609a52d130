import { beforeAll, describe, expect, test } from 'vitest';
import type { Anchor, DecisionField, LineAround } from '../../../src/app/api/explaining.ts';
import type { Explanation } from '../../../src/app/api/judging.ts';
import type { Metric } from '../../../src/core/outcome.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { explainRun } from '../../../src/jobs/judging/explain-run.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { scoreWithPackage } from '../../../src/jobs/releasing/score-with-package.ts';
import type { TrainingServices } from '../../../src/jobs/services.ts';
import type { RunRecord } from '../../../src/storage/records/run.ts';
import { cpuEngine } from '../../neural/cpu-engine.ts';
import { projectWith, quiet, sample, testServices, trainRun } from '../support.ts';

let services: TrainingServices;
let project: string;
let boosting: RunRecord;
const woman = { sex: 'female', age: 30, pclass: 1, fare: 80, sibsp: 0, parch: 0, embarked: 'C', adult_male: 'false', alone: 'true' };
const train = (model: string, more: PlainRecord = {}, within = project) =>
  trainRun(services, within, model, { params: { ...(defaultsOf(modelTypes.get(model).params) as PlainRecord), ...more } });
const ask = async <T extends Explanation>(run: RunRecord, request: PlainRecord, context = quiet) =>
  (await explainRun({ runId: run.id, request }, services, context)) as unknown as T;
const isWithin = ({ value, low, high }: Metric) => low <= value && value <= high && low < high;

beforeAll(async () => {
  services = { ...(await testServices()), openEngine: () => cpuEngine() };
  const roles = { alive: 'ignore', who: 'ignore', class: 'ignore', embark_town: 'ignore', deck: 'ignore' };
  project = await projectWith(services, sample('titanic'), { target: 'survived', metric: 'roc_auc' }, roles);
  boosting = await train('boosting', { maxIter: 20 });
});

describe('a woman of the first class', () => {
  test('is told by a line around her, with how well it fits and how stable it is', async () => {
    const shares: number[] = [];
    const found = await ask<LineAround>(
      boosting,
      { method: 'lime', of: '1', given: [woman] },
      { ...quiet, onProgress: (share) => void shares.push(share) }
    );
    const [scored] = (await scoreWithPackage({ packageHash: boosting.modelHash!, rows: [woman] }, services)) as { probabilities: Record<string, number> }[]; // prettier-ignore
    expect(found.output).toBeCloseTo(scored!.probabilities['1']!, 12);
    expect(found.parts).toHaveLength(5);
    expect(found.parts.slice(0, 3).map(({ column }) => column)).toEqual(expect.arrayContaining(['pclass']));
    expect(found.parts.every(({ adds }) => isWithin(adds))).toBe(true);
    expect(found.base + found.parts.reduce((sum, { adds }) => sum + adds.value, 0)).toBeCloseTo(found.local, 9);
    expect(isWithin(found.fidelity)).toBe(true);
    expect(found.fidelity.value).toBeGreaterThan(0.5);
    expect(found.overlap.value).toBeGreaterThan(0.6);
    expect(found.sentence).toMatch(/^The chance of “1” is \d+(\.\d)?\u00a0%; it is raised by that “.+” is .+ points\)/);
    expect(shares.at(-1)).toBe(1);
    expect(await ask(boosting, { method: 'lime', of: '1', given: [woman] })).toEqual(found);
    const other = await ask<LineAround>(boosting, { method: 'lime', of: '0', given: [woman], count: 3 });
    expect(other.parts).toHaveLength(3);
  });

  test('is held by a rule, of which held-out rows that it holds for are told', async () => {
    const found = await ask<Anchor>(boosting, { method: 'anchor', given: [woman] });
    expect(found.isSure).toBe(true);
    expect(found.answered).toBe('called “1”');
    expect(found.conditions).toHaveLength(found.features.length);
    expect(found.precision.low).toBeGreaterThanOrEqual(0.95);
    expect(found.usual.value).toBeLessThan(0.6);
    expect(found.coverage.value).toBeGreaterThan(0);
    expect(found.among.n).toBeGreaterThan(0);
    expect(found.sentence).toMatch(
      /^Where “.+” is .+, rows are called “1” whatever else they have: so are .+ without the rule\. It holds for /
    );
  });

  test('stands on a field of two columns, with held-out rows and how far it tells of them', async () => {
    const found = await ask<DecisionField>(boosting, { method: 'decision-field', feature: 'age', with: 'fare', given: [woman], of: '1' });
    expect(found).toMatchObject({ features: ['age', 'fare'], of: '1', labels: ['0', '1'], at: [30, 80], isTypical: false });
    expect(found.codes!.flat().every((code) => code === 0 || code === 1)).toBe(true);
    expect(found.points.length).toBe(found.rows);
    expect(found.points.every(({ actual, answer }) => ['0', '1'].includes(String(actual)) && ['0', '1'].includes(String(answer)))).toBe(
      true
    );
    expect(isWithin(found.agreement)).toBe(true);
    const typical = await ask<DecisionField>(boosting, { method: 'decision-field' });
    expect(typical.isTypical).toBe(true);
    for (const [request, code] of [
      [{ with: 'sex' }, 'column-not-varied'],
      [{ feature: 'none' }, 'column-not-found'],
      [{ with: 'age' }, 'same-column-twice']
    ] as const)
      await expect(ask(boosting, { method: 'decision-field', feature: 'age', ...request })).rejects.toMatchObject({ code });
  });

  test('is told by the slopes of a network from the mean of training rows, through the recipe, and the parts add up', async () => {
    const run = await train('mlp', { hiddenLayerSizes: [8], maxIter: 15 });
    const found = await ask<Explanation & { gap: number; isComplete: boolean; reasons: string[]; otherBaseline: { overlap: number } }>(run, { method: 'integrated-gradients', of: '1', given: [woman] }); // prettier-ignore
    expect(found).toMatchObject({ way: 'gradients', unit: 'probability', isComplete: true });
    expect([...found.features].sort()).toEqual([...Object.keys(woman)].sort());
    const sum = found.values![0]!.reduce((total, value) => total + value, 0);
    expect(Math.abs(sum - (found.outputs![0]! - found.base!))).toBeLessThanOrEqual(1e-3 * Math.abs(found.outputs![0]! - found.base!));
    expect(found.reasons[0]).toContain('for the mean of training rows');
    expect(found.otherBaseline.overlap).toBeGreaterThan(0);
    const [scored] = (await scoreWithPackage({ packageHash: run.modelHash!, rows: [woman] }, services)) as { probabilities: Record<string, number> }[]; // prettier-ignore
    expect(found.outputs![0]).toBeCloseTo(scored!.probabilities['1']!, 9);
  });
});

test('what can’t be asked is refused by name', async () => {
  const refused: [PlainRecord, string][] = [
    [{ method: 'lime', rows: [] }, 'param-out-of-range'],
    [{ method: 'lime', rows: [0, 99_999] }, 'param-out-of-range'],
    [{ method: 'anchor', rows: [99_999] }, 'param-out-of-range'],
    [{ method: 'lime', given: [{ age: 'old' }] }, 'rows-invalid'],
    [{ method: 'lime', given: [woman], of: 'perhaps' }, 'class-not-learned'],
    [{ method: 'integrated-gradients', given: [woman] }, 'explanation-not-for-model'],
    [{ method: 'occlusion', given: [woman] }, 'explanation-needs-images'],
    [{ method: 'grad-cam', given: [woman] }, 'explanation-needs-images']
  ];
  for (const [request, code] of refused) await expect(ask(boosting, request)).rejects.toMatchObject({ code });
});

test('several rows are explained one after the other, and the first held-out one where none is named', async () => {
  type Several = Explanation & { each: LineAround[] };
  const shares: number[] = [];
  const context = { ...quiet, onProgress: (share: number) => void shares.push(share) };
  const both = await ask<Several>(boosting, { method: 'lime', rows: [0, 3], count: 2 }, context);
  const first = await ask<LineAround>(boosting, { method: 'lime', count: 2 });
  expect(both.each).toHaveLength(2);
  expect(both.each[0]!.parts).toEqual(first.parts);
  expect(both.outputs).toEqual(both.each.map(({ output }) => output));
  expect(both.values!.every((line) => line.length === both.features.length)).toBe(true);
  both.each.forEach(({ parts }, row) => {
    for (const { column, adds } of parts) expect(both.values![row]![both.features.indexOf(column)]).toBe(adds.value);
  });
  expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
  const rules = await ask<Explanation & { each: Anchor[] }>(boosting, { method: 'anchor', given: [woman, { ...woman, sex: 'male' }] });
  expect(rules.each.map(({ answered }) => answered)).toHaveLength(2);
  expect(rules.values).toBeUndefined();
});

test('columns shuffled among rows alike tell less where others say the same, and by which others', async () => {
  type Shuffled = Explanation & { importances: Metric[]; given: string[][]; known: number[] };
  const alone = await ask<Shuffled>(boosting, { method: 'permutation' });
  const within = await ask<Shuffled>(boosting, { method: 'permutation', conditional: true });
  const of = (found: Shuffled, name: string) => found.importances[found.features.indexOf(name)]!.value;
  const place = within.features.indexOf('adult_male');
  expect(within.given[place]).toContain('sex');
  expect(within.known[place]).toBeGreaterThan(0.5);
  expect(of(within, 'adult_male')).toBeLessThan(0.5 * of(alone, 'adult_male'));
  expect(alone.given).toBeUndefined();
});

test('of a number the rule is about answers near it, and the field has values alone', async () => {
  const penguins = await projectWith(services, sample('penguins'), { target: 'body_mass_g', task: 'regression', metric: 'mae' });
  const run = await train('linear', {}, penguins);
  const rule = await ask<Anchor>(run, { method: 'anchor', rows: [0] });
  expect(rule.answered).toMatch(/^predicted [\d,]+ to [\d,]+$/);
  expect(isWithin(rule.precision)).toBe(true);
  const line = await ask<LineAround>(run, { method: 'lime', rows: [0] });
  expect(line).toMatchObject({ unit: 'answer', of: 'body_mass_g' });
  const field = await ask<DecisionField>(run, { method: 'decision-field', rows: [0] });
  expect(field).toMatchObject({ labels: null, codes: null });
  expect(field.agreement.method).toContain('bootstrap');
});

test('an explanation stops when it is told to', async () => {
  const stop = new AbortController();
  const context = { ...quiet, signal: stop.signal, onProgress: () => stop.abort() };
  for (const method of ['lime', 'anchor', 'decision-field'])
    await expect(ask(boosting, { method, given: [woman] }, context)).rejects.toMatchObject({ name: 'AbortError' });
});
