import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Project } from '../../../src/app/api/projects.ts';
import { failureOf, openDoor } from './open-door.ts';

let project: Project;

const csv = (rows: number, change: (i: number) => string | null = () => null) =>
  `x,group,y\n${Array.from({ length: rows }, (_, i) => change(i) ?? `${(i * 7) % 20},${'ab'[i % 2]},${((i * 7) % 20) * 2 + (i % 3) / 10}`).join('\n')}\n`;

beforeAll(async () => {
  const lathe = await openDoor();
  project = await lathe.projects.create({ name: 'Line' });
  await project.data.importCsv(csv(120), { name: 'line' });
  await project.problem.set({ task: 'regression', target: 'y', metric: 'rmse' });
  const run = await project.train({ model: 'linear' });
  await project.registry.register(run.id, 'line');
  await project.deployments.create({ name: 'line', model: 'line@1' });
}, 60_000);
afterAll(() => vi.unstubAllGlobals());

const current = async () => (await project.data.current())!;

test('what the data suggest is kept as the suite, with ids, words and evidence', async () => {
  const proposed = await project.data.validate((await current()).id);
  expect(proposed.every(({ passed, rule }) => passed && (rule.because ?? '') !== '')).toBe(true);
  const kept = await project.data.setRules(proposed.map(({ rule }) => rule));
  expect(kept.map(({ rule }) => rule.id)).toEqual(kept.map((_, i) => `r${i + 1}`));
  expect(kept.find(({ rule }) => rule.kind === 'range' && rule.column === 'x')?.said).toBe('lies between 0 and 21');
  expect(await project.data.rules()).toEqual(kept);
});

test('a rule that can not be checked is refused, and the suite stays', async () => {
  const before = await project.data.rules();
  const wrong = [{ column: 'x', kind: 'range', value: {} }];
  expect(await failureOf(() => project.data.setRules(wrong))).toMatchObject({ code: 'rule-invalid' });
  expect(await failureOf(() => project.data.setRules([{ column: 'x', kind: 'not-null', mostly: 0 }]))).toMatchObject({
    code: 'rule-invalid'
  });
  expect(await project.data.rules()).toEqual(before);
});

test('the suite runs by itself at an import, and names the rows that break it', async () => {
  await project.data.importCsv(
    csv(120, (i) => (i === 5 ? '999,a,1' : i === 70 ? '3,z,6' : null)),
    { name: 'line' }
  );
  const { id, version, hash } = await current();
  const [run] = await project.data.ruleRuns();
  expect(run).toMatchObject({ cause: 'import', datasetId: id, version, hash, rows: 120 });
  const broken = run!.results.filter(({ passed, rule }) => !passed && (rule.severity ?? 'fail') === 'fail');
  expect(broken.map(({ rule, failing, examples }) => [rule.column, rule.kind, failing, examples])).toEqual([
    ['x', 'range', 1, [{ row: 5, value: '999' }]],
    ['group', 'in-set', 1, [{ row: 70, value: 'z' }]],
    ['x', 'at-most', 1, [{ row: 5, value: '999 and 1' }]]
  ]);
  expect(await project.data.rowsAt(id, [5, 70])).toEqual([
    { x: 999, group: 'a', y: 1 },
    { x: 3, group: 'z', y: 6 }
  ]);
});

test('a change of a role is a new version, and the suite is held against it without counting again', async () => {
  const before = (await project.data.ruleRuns()).length;
  const next = await project.data.setColumn((await current()).id, 'group', { role: 'ignore' });
  const runs = await project.data.ruleRuns();
  expect(runs).toHaveLength(before + 1);
  expect(runs[0]).toMatchObject({ cause: 'new-version', datasetId: next.id, version: next.version });
  expect(runs[0]!.results).toEqual(runs[1]!.results);
});

test('rules that are off are kept and not looked at; those about a column that went have failed', async () => {
  const rules = (await project.data.rules()).map(({ rule }) => (rule.column === 'group' ? { ...rule, off: true } : rule));
  await project.data.setRules(rules);
  const off = rules.filter((rule) => rule.off).length;
  const run = await project.data.runRules((await current()).id);
  expect([run!.off, run!.results.length]).toEqual([off, rules.length - off]);
  const smaller = await project.data.shape((await current()).id, [{ kind: 'drop', columns: ['x'] }]);
  const after = (await project.data.ruleRuns())[0]!;
  expect(after.datasetId).toBe(smaller.id);
  expect(after.results.find(({ rule }) => rule.column === 'x' && rule.kind === 'type')).toMatchObject({
    passed: false,
    seen: 'There is no column “x”.'
  });
  await project.data.restore((await project.data.versions())[0]!.id);
});

const batch = (rules?: 'stop' | 'set-aside' | 'go-on') =>
  project.deployments.batch('line', new Blob(['x,group,y\n1,a,0\n999,a,0\nabc,b,0\n2,a,0\n']), rules ? { rules } : {});

test('a batch that breaks a rule is not answered, and says what was broken', async () => {
  const failure = await failureOf(() => batch());
  expect(failure).toMatchObject({
    code: 'batch-blocked-by-rules',
    message: 'The table of 4 rows breaks 3 rules that may not be broken: “x” is of the type integer, broken in 1 row, “x” has a value in every row, broken in 1 row and “x” lies between 0 and 21, broken in 1 row. Nothing was answered.' // prettier-ignore
  });
  expect(failure.hint).toBe('Mend the table, set the 2 rows aside that break them, or answer all the same.');
  expect((await project.data.ruleRuns())[0]).toMatchObject({ cause: 'batch', about: 'line', rows: 4, datasetId: null });
});

test('a person can answer all the same, or set the rows aside', async () => {
  const all = await (await batch('go-on')).text();
  expect(all.trim().split('\r\n').map((line) => line.split(',')[3] !== '')).toEqual([true, true, true, true, true]); // prettier-ignore
  const some = (await (await batch('set-aside')).text()).trim().split('\r\n');
  expect(some.map((line) => line.split(',')[3] !== '')).toEqual([true, true, false, false, true]);
  expect(some[2]).toContain('set aside: “x” lies between 0 and 21; it holds “999”');
  const { setAside } = (await project.data.ruleRuns())[0]!;
  expect(setAside?.count).toBe(2);
  expect(setAside?.rows.map(({ line, text }) => [line, text])).toEqual([
    [2, '999,a,0'],
    [3, 'abc,b,0']
  ]);
});

test('a batch that keeps the rules is answered without a question', async () => {
  const answered = await (await project.deployments.batch('line', new Blob(['x,group\n1,a\n2,b\n3,a\n']))).text();
  expect(answered.trim().split('\r\n')).toHaveLength(4);
});

test('the data validation report says version, hash, counts and each rule, as HTML, Markdown and JSON', async () => {
  const { id, hash, version } = await current();
  await project.data.runRules(id);
  const text = await (await project.report('data-validation', { format: 'markdown' })).text();
  for (const said of [hash, `of version ${version}`, 'lies between 0 and 21', 'Proposed from']) expect(text).toContain(said);
  expect(await (await project.report('data-validation')).text()).toContain('Each rule');
  const json = JSON.parse(await (await project.report('data-validation', { format: 'json' })).text()) as { kind: string };
  expect(json.kind).toBe('data-validation');
});

test('a second table has a suite of its own, and a renamed file of the same kind keeps that of its table', async () => {
  const kept = await project.data.rules();
  expect(kept.length).toBeGreaterThan(0);
  const line = await current();
  const shops = await project.data.importCsv('shop,sum\n1,2\n2,3\n', { name: 'shops' });
  expect(await project.data.rules()).toEqual([]);
  await project.data.setRules([{ column: 'sum', kind: 'not-null' }]);
  expect((await project.data.rules(line.id)).map(({ rule }) => rule.id)).toEqual(kept.map(({ rule }) => rule.id));
  expect((await project.data.ruleRuns(shops.id)).every(({ dataset }) => dataset === 'shops')).toBe(true);
  await project.data.importCsv(csv(120), { name: 'line-of-may' });
  expect((await project.data.rules()).map(({ rule }) => rule.id)).toEqual(kept.map(({ rule }) => rule.id));
  expect((await project.data.ruleRuns())[0]).toMatchObject({ cause: 'import', dataset: 'line' });
  expect(await project.data.rules(shops.id)).toHaveLength(1);
});
