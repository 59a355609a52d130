import { beforeAll, expect, test } from 'vitest';
import { readReportFacts } from '../../../src/app/door/read-report-facts.ts';
import type { Services } from '../../../src/app/services.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import { evaluateRun } from '../../../src/jobs/judging/evaluate-run.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { registerRun } from '../../../src/jobs/releasing/register-run.ts';
import { documents } from '../../../src/stages/report/documents/registry.ts';
import type { ReportFacts } from '../../../src/stages/report/report-facts.ts';
import type { Storage } from '../../../src/storage/storage.ts';
import { tellStory } from '../../../src/stages/report/tell-story.ts';
import { writeReport } from '../../../src/stages/report/write-report.ts';
import { projectWith, quiet, sample, testServices, trainRun } from '../../jobs/support.ts';

let facts: ReportFacts;

/** A real project, from its CSV to a registered version whose test part was opened. */
beforeAll(async () => {
  const services = await testServices();
  const costs = { Adelie: { Chinstrap: 5, Gentoo: 5 }, Chinstrap: { Adelie: 5, Gentoo: 5 }, Gentoo: { Adelie: 5, Chinstrap: 5 } };
  const project = await projectWith(
    services,
    sample('penguins'),
    { target: 'species', metric: 'balanced_accuracy', bar: 0.9, costs },
    { bill_length_mm: 'ignore', bill_depth_mm: 'ignore' }
  );
  const defaults = (model: string) => defaultsOf(modelTypes.get(model).params) as PlainRecord;
  await trainRun(services, project, 'baseline', { params: defaults('baseline') });
  const run = await trainRun(services, project, 'logistic', { params: defaults('logistic') });
  await trainRun(services, project, 'logistic', { params: defaults('logistic'), randomLabels: true });
  await evaluateRun({ runId: run.id, on: 'validation' }, services, quiet);
  await evaluateRun({ runId: run.id, on: 'test' }, services, quiet);
  await registerRun({ runId: run.id, name: 'penguins' }, services, quiet);
  const { storage, now, version } = services;
  const page = {
    storage: { ...storage, results: listedResults(storage) },
    now,
    version,
    requests: () => ({ foreign: 0, own: 3, addresses: [] })
  };
  facts = await readReportFacts(page as unknown as Services, project);
});

/** The index made from the list: the test's IndexedDB refuses a key range in which one array stands twice, as the real index asks for. */
const listedResults = (storage: Storage): Storage['results'] => ({
  ...storage.results,
  index: async (projectId) => (await storage.results.list(projectId)).map(({ key, kind, createdAt }) => ({ key, kind, createdAt }))
});

test('the records become facts', () => {
  expect(facts.version).toMatchObject({ name: 'penguins', version: 1 });
  expect(facts.split?.testOpenings).toBe(1);
  expect(Object.keys(facts.reports).sort()).toEqual(['test', 'validation']);
  expect(facts.runs.map(({ model }) => model)).toEqual(['logistic', 'baseline']);
  expect(facts.runs[0]!.splitHash).toBe(facts.split!.hash);
  expect(facts.runs[0]!.datasetHash).toBe(facts.dataset!.hash);
  expect(facts.audit.actions['test-opened']).toBe(1);
});

test('the model card draws everything from the stored reports', () => {
  const { text } = writeReport('model-card', 'markdown', facts);
  expect(text).toMatch(/Balanced accuracy is [01]\.\d+ \(95 % interval 0\.\d+ to [01]\.\d+\) on \d+ rows of the test part/);
  expect(text).toContain('clearly better than the baseline');
  expect(text).toContain('| was Adelie |');
  expect(text).toContain('| Claimed | Came true |');
  expect(text).toContain('Trained on shuffled answers it reaches');
  expect(text).toMatch(/One answer costs [\d.]+ \(95 % interval/);
  expect(text).toMatch(/\d+ groups of rows were looked at/);
});

test('every document of a real project is whole in every format', () => {
  for (const { id } of documents.all)
    for (const format of ['html', 'markdown', 'json'] as const) {
      const { text } = writeReport(id, format, facts);
      expect(`${id} ${format} ${text.length > 500}`).toBe(`${id} ${format} true`);
      expect(text).not.toMatch(/NaN|undefined|\[object/);
    }
});

test('five of the six questions can be answered: nothing is in use yet', () => {
  const { roles } = tellStory({ ...facts, findings: [] });
  expect(roles.filter(({ known }) => !known).map(({ role }) => role)).toEqual(['Data scientist']);
});
