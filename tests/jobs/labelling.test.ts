import 'fake-indexeddb/auto'; // before Dexie looks for it
import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../../src/core/params.ts';
import type { PlainRecord } from '../../src/core/plain.ts';
import { modelTypes } from '../../src/jobs/model-types.ts';
import { RESOLVED } from '../../src/core/labelling.ts';
import type { CategoryColumn } from '../../src/core/table.ts';
import { askRows, type AskJob } from '../../src/jobs/labelling/ask.ts';
import { agreementOf, commitLabels, exportLabels, labelState, setLabels, undoLabelling } from '../../src/jobs/labelling/label-jobs.ts';
import { suggestForRows } from '../../src/jobs/labelling/suggest.ts';
import { integrityCheck } from '../../src/storage/integrity-check.ts';
import { context, projectWith } from './ingest-helper.ts';
import { projectWith as trainable, quiet, testServices, trainRun } from './support.ts';

/** Two clouds of twenty; the first of each has a kind. */
const csv = `x,y,kind\n${Array.from({ length: 40 }, (_, i) => `${i % 2 ? 5 : 0}.${i},${i % 2 ? 4 : 1}.${(i * 7) % 40},${i < 4 ? (i % 2 ? 'far' : 'near') : ''}`).join('\n')}\n`;

async function opened(text = csv, column: string | null = 'kind') {
  const project = await projectWith(text);
  let time = 0;
  const services = { ...project.services, now: () => ++time };
  const job = { datasetId: project.id, column };
  const set = (by: string, labels: readonly (readonly [number, string | null])[], how: 'hand' | 'resolved' = 'hand') =>
    setLabels({ ...job, by, how, labels: labels.map(([row, label]) => ({ row, label })) }, services);
  const ask = (change: Partial<AskJob> = {}) =>
    askRows({ ...job, by: 'Ada', order: 'as-they-come', from: 'unlabelled', count: 5, runId: null, ...change }, services, context());
  return { ...project, services, job, set, ask };
}

describe('labels', () => {
  test('are kept at once, counted, and taken back one deed after the other', async () => {
    const { services, job, set } = await opened();
    await set('Ada', [[10, 'near']]);
    await set('Ada', [
      [11, 'far'],
      [13, 'far']
    ]);
    await set('Ada', [[10, 'odd']]);
    expect(await labelState(job, services)).toMatchObject({
      labelled: 7,
      inData: 4,
      waiting: 3,
      classes: [
        { label: 'far', count: 4 },
        { label: 'near', count: 2 },
        { label: 'odd', count: 1 }
      ],
      labellers: [{ by: 'Ada', count: 3 }]
    });
    expect(await undoLabelling({ ...job, by: 'Ada' }, services)).toEqual([10]);
    expect((await labelState(job, services)).classes).toContainEqual({ label: 'near', count: 3 });
    expect(await undoLabelling({ ...job, by: 'Ada' }, services)).toEqual([11, 13]);
    expect(await undoLabelling({ ...job, by: 'Ada' }, services)).toEqual([10]);
    expect(await undoLabelling({ ...job, by: 'Ada' }, services)).toEqual([]);
    expect((await labelState(job, services)).waiting).toBe(0);
  });

  test('of one person are one labeller, however the name is written', async () => {
    const { services, job, set, ask } = await opened();
    await set('Ann Lee', [[10, 'near']]);
    await set(' ann  lee ', [[11, 'far']]);
    expect((await labelState(job, services)).labellers).toEqual([{ by: 'Ann Lee', count: 2 }]);
    expect((await ask({ by: 'ANN LEE', from: 'second-look' })).open).toBe(0);
    expect(await undoLabelling({ ...job, by: 'ann lee' }, services)).toEqual([11]);
  });

  test('of rows that are not there, without a name or a text, are refused, and none is kept', async () => {
    const { services, job, set } = await opened();
    await expect(
      set('Ada', [
        [1, 'near'],
        [99, 'near']
      ])
    ).rejects.toMatchObject({ code: 'label-not-kept' });
    await expect(set(' ', [[1, 'near']])).rejects.toMatchObject({ code: 'label-not-kept' });
    await expect(set('Ada', [[1, ' ']])).rejects.toMatchObject({ code: 'label-not-kept' });
    await expect(labelState({ ...job, column: 'x' }, services)).rejects.toMatchObject({ code: 'labels-need-category' });
    expect((await labelState(job, services)).labellers).toEqual([]);
  });

  test('become a new version that keeps every other piece, and say who gave them', async () => {
    const { services, job, set, storage, id } = await opened();
    await set('Ada', [
      [10, 'near'],
      [11, 'new "one"']
    ]);
    const made = await commitLabels(job, services, context());
    const [before, after] = [await storage.datasets.get(id), await storage.datasets.get(made)];
    expect(after.columns.slice(0, 2).map(({ chunks }) => chunks)).toEqual(before.columns.slice(0, 2).map(({ chunks }) => chunks));
    const kind = (await storage.datasets.readTable(made, ['kind'])).columns[0] as CategoryColumn;
    expect([10, 11, 12].map((row) => kind.labels[kind.codes[row]!])).toEqual(['near', 'new "one"', undefined]);
    expect(after.made!.said).toEqual(['Gave 2 rows a value of “kind”, 2 different ones.']);
    const text = await (await exportLabels(job, services)).text();
    expect(text.split('\r\n')[0]).toBe('row,kind,labeller,when,how,confidence,data version,fingerprint');
    expect(text).toContain(`12,"new ""one""",Ada,1970-01-01T00:00:00.001Z,hand,,1,${before.hash}`);
    await expect(commitLabels({ datasetId: made, column: 'kind' }, services, context())).rejects.toMatchObject({
      code: 'nothing-to-commit'
    });
    expect(await integrityCheck(storage)).toEqual([]);
  });

  test('go into a new column where the data have none to label', async () => {
    const { services, job, set, storage } = await opened('x\n1\n2\n3\n', null);
    await set('Ada', [[1, 'yes']]);
    const made = await storage.datasets.get(await commitLabels(job, services, context()));
    expect(made.columns.at(-1)).toMatchObject({ name: 'label', role: 'target', labels: ['yes'], missing: 2 });
  });
});

describe('two labellers', () => {
  test('disagree, which is shown, resolved and measured', async () => {
    const { services, job, set, ask } = await opened();
    const rows = Array.from({ length: 20 }, (_, i) => i + 10);
    await set(
      'Ada',
      rows.map((row) => [row, row % 2 ? 'far' : 'near'] as const)
    );
    await set(
      'Bo',
      rows.map((row) => [row, row % 2 || row === 20 ? 'far' : 'near'] as const)
    );
    const state = await labelState(job, services);
    expect(state.conflicts).toEqual([
      {
        row: 20,
        answers: [
          { by: 'Ada', label: 'near' },
          { by: 'Bo', label: 'far' }
        ]
      }
    ]);
    const { alpha, kappas, shared, agreed } = await agreementOf({ ...job, level: 'nominal' }, services, context());
    expect([shared, agreed]).toEqual([20, 19]);
    expect(kappas[0]!.kappa.value).toBeCloseTo(0.9, 12);
    expect(alpha.low).toBeLessThan(alpha.value);
    await expect(agreementOf({ ...job, level: 'interval' }, services, context())).rejects.toMatchObject({ code: 'level-needs-numbers' });
    await set(RESOLVED, [[20, 'far']], 'resolved');
    const settled = await labelState(job, services);
    expect([settled.conflicts, settled.labellers.map(({ by }) => by)]).toEqual([[], ['Ada', 'Bo']]);
    expect((await ask({ by: 'Cy', from: 'second-look' })).asked.map(({ row }) => row)).toEqual([10, 11, 12, 13, 14]);
    expect((await ask({ by: 'Cy' })).asked[0]!.row).toBe(4);
  });

  test('alone have nothing to compare', async () => {
    const { services, job, set } = await opened();
    await set('Ada', [[10, 'near']]);
    await expect(agreementOf({ ...job, level: 'nominal' }, services, context())).rejects.toMatchObject({ code: 'no-two-answers' });
  });
});

describe('what is asked next', () => {
  test('is as the rows come, with a suggestion from the neighbours', async () => {
    const { ask } = await opened();
    const { asked, open, basis } = await ask();
    expect(asked.map(({ row }) => row)).toEqual([4, 5, 6, 7, 8]);
    expect([open, basis]).toEqual([36, 'neighbours']);
    expect(asked[0]!.suggestion!.label).toBe('near');
    expect(asked[1]!.suggestion!.label).toBe('far');
  });

  test('in every order it is a row without an answer of this labeller, once each', async () => {
    const { ask, set } = await opened();
    await set('Ada', [[4, 'near']]);
    for (const order of ['as-they-come', 'uncertain', 'diverse', 'uncertain-and-diverse'] as const) {
      const rows = (await ask({ order, count: 9 })).asked.map(({ row }) => row);
      expect(new Set(rows).size, order).toBe(9);
      expect(
        rows.every((row) => row > 4),
        order
      ).toBe(true);
    }
  });

  test('by doubt needs two classes, and says so', async () => {
    const { ask } = await opened('x\n1\n2\n3\n', null);
    await expect(ask({ order: 'uncertain' })).rejects.toMatchObject({ code: 'too-few-labels' });
    expect((await ask({ order: 'diverse', count: 1 })).asked).toMatchObject([{ row: 1 }]);
  });

  test('by the doubts of a trained model where there is one of this target', async () => {
    const services = await testServices();
    const size = (i: number) => ((i * 37) % 60) + 0.25;
    const lines = Array.from({ length: 120 }, (_, i) => `${size(i)},${(i * 7) % 11}.5,${i >= 80 ? '' : size(i) < 30 ? 'low' : 'high'}`);
    const projectId = await trainable(services, `x,z,y\n${lines.join('\n')}\n`, { target: 'y' });
    const run = await trainRun(services, projectId, 'logistic', { params: defaultsOf(modelTypes.get('logistic').params) as PlainRecord });
    const { datasetId } = await services.storage.projects.get(projectId);
    const job = {
      datasetId: datasetId!,
      column: null,
      by: 'Ada',
      order: 'uncertain',
      from: 'unlabelled',
      count: 2,
      runId: run.id
    } as const;
    const { asked, basis } = await askRows(job, services, quiet);
    expect(basis).toBe('model');
    expect(asked.map(({ row }) => Math.abs(size(row) - 30) < 6)).toEqual([true, true]);
  });
});

test('suggestions reach the rows without a label, with the error to expect', async () => {
  const { services, job, set } = await opened();
  await set(
    'Ada',
    Array.from({ length: 10 }, (_, i) => [i + 4, i % 2 ? 'far' : 'near'] as const)
  );
  const { suggestions, errors, unlabelled } = await suggestForRows(job, services, context());
  expect(suggestions).toHaveLength(unlabelled);
  expect(suggestions.every(({ row, label }) => label === (row % 2 ? 'far' : 'near'))).toBe(true);
  expect(errors[0]).toMatchObject({ accepted: 26, heldOut: 14, wrong: 0 });
});
