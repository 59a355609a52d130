import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { PAUSED } from '../../../src/core/pausing.ts';
import type { Verb } from '../../../src/app/door/arguments/guarded.ts';
import { latheArguments } from '../../../src/app/door/arguments/lathe.ts';
import { projectArguments } from '../../../src/app/door/arguments/project.ts';
import { guarded } from '../../../src/app/door/arguments/guarded.ts';
import { failureOf, openDoor } from './open-door.ts';

interface Nested {
  readonly [name: string]: Verb | Nested;
}

/** Every verb of the door with what it takes. */
function* verbsOf(table: Nested, path = ''): Generator<[name: string, Verb]> {
  for (const [name, entry] of Object.entries(table)) {
    if (Array.isArray(entry['given'])) yield [path + name, entry as Verb];
    else yield* verbsOf(entry as Nested, `${path}${name}.`);
  }
}

const verbs = [...verbsOf(latheArguments as Nested), ...verbsOf(projectArguments as Nested)];
const taking = verbs.filter(([, { given }]) => given.length > 0);

const strange: readonly unknown[] = [
  null,
  undefined,
  7,
  NaN,
  -1.5,
  'text',
  '',
  true,
  {},
  [],
  [{}],
  [null],
  () => 1,
  Symbol('x'),
  Object.create(null)
];

/** Something each shape takes, found by trying: what comes before the argument in question must be right. */
const right = [{}, 'text', 'a', 1, 0.5, [], ['a', 'b'], [0], [new Blob(['x'])], [{ row: 0, label: 'a' }], [{ column: 'a', kind: 'unique' }], new Blob(['x']), [{ a: 1 }], [{ kind: 'drop', columns: ['a'] }],
  { kind: 'random' }, { name: 'a', model: 'b' }, { model: 'a' }, { model: 'a', search: 'grid', trials: 1 }, { method: 'pdp' }, { sensitive: ['a'] }, { sensitive: 'a', parity: 'equal_opportunity' }, { by: 'recall', share: 0.5 }, { runs: ['a', 'b'] }, { threshold: 0.3, why: 'a', by: 'b' }, { rows: 1 },
  [{ model: 'a' }], [{ id: 'a', actual: 1 }], { kind: 'cell', row: 1 }, { kind: 'count' }, { kind: 'parts', first: 'train', second: 'test' }, { method: 'pca' }, { column: 'a', rows: [0] }, { epsilon: 1 }, { columns: ['a'] }, { column: 'a' }, { name: 'a', expression: 'b' }, { verb: 'train' }, { kind: 'daily' }, { kind: 'cell' }, { what: 'attack' }, undefined]; // prettier-ignore

describe('every verb refuses what it can not take, before anything is done', () => {
  test.each(taking)('%s', async (name, verb) => {
    const called: unknown[][] = [];
    const parts = name.split('.');
    const door = parts.reduceRight<unknown>(
      (inner, part) => ({ [part]: inner }),
      (...args: unknown[]) => void called.push(args)
    );
    const table = parts.reduceRight<unknown>((inner, part) => ({ [part]: inner }), verb);
    const call = parts.reduce<unknown>(
      (inner, part) => (inner as Record<string, unknown>)[part],
      guarded(door as object, table as never)
    ) as (...args: unknown[]) => unknown;
    const before = verb.given.map(([at, shape]) => {
      const found = right.find((value) => shape(value, at) === null);
      expect(shape(found, at), `something that fits ${at}`).toBeNull();
      return found;
    });
    for (const [i, [at, shape]] of verb.given.entries()) {
      for (const value of strange.filter((each) => shape(each, at) !== null)) {
        const { code, message, hint } = await failureOf(() => call(...before.slice(0, i), value));
        expect(code).toBe('argument-wrong');
        expect(message).toMatch(new RegExp(`^${name.replaceAll('.', '\\.')}: “${at}.*” must be .+, but it is .+\\.$`));
        expect(hint).toBe(`Call it like this: ${verb.example}.`);
      }
      expect(shape(null, at), `${at} is never null`).not.toBeNull();
    }
    expect(called).toEqual([]);
  });

  test('an argument that is missing is a mistake where it is needed, and none where it is not', () => {
    const needed = taking.map(([name, { given }]) => `${name}(${given.filter(([at, shape]) => shape(undefined, at) !== null).map(([at]) => at).join()})`); // prettier-ignore
    expect(needed).toContain('train(spec)');
    expect(needed).toContain('deployments.feedback(name,labels)');
    expect(needed).toContain('auto()');
    expect(needed).toContain('data.setColumn(datasetId,column,change)');
  });

  test('what can not be sent to a worker is told by its place', async () => {
    const shape = taking.find(([name]) => name === 'deployments.predict')![1].given[1]![1];
    expect(shape([{ a: 1 }, { b: { c: () => 1 } }], 'rows')).toMatchObject({ at: 'rows[1].b.c', expected: 'plain data' });
    const ring: Record<string, unknown> = {};
    ring['self'] = ring;
    expect(shape([ring], 'rows')).toMatchObject({ expected: 'nested less than 20 deep' });
    expect(shape([{ when: new Date(0), pixels: new Uint8Array(4), gap: undefined, none: null }], 'rows')).toBeNull();
  });
});

describe('mistakes that only the data tell', () => {
  type Door = Awaited<ReturnType<typeof openDoor>>;
  type Project = Awaited<ReturnType<Door['projects']['open']>>;
  let lathe: Door;
  let project: Project;
  let data: string;
  let run: string;

  beforeAll(async () => {
    lathe = await openDoor();
    project = await lathe.projects.create({ name: 'Penguins', sample: 'penguins' });
    data = (await project.data.current())!.id;
    run = (await project.train({ model: 'logistic' })).id;
    await project.registry.register(run, 'penguins');
    await project.deployments.create({ name: 'penguins', model: 'penguins@1' });
  }, 60_000);
  afterAll(() => vi.unstubAllGlobals());

  const any = (value: unknown) => value as never;
  const png = () => new Blob([Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10)]);

  test.each<[string, string, () => unknown]>([
    ['a project that is not there', 'unknown-id', () => lathe.projects.open('nope')],
    ['one to remove', 'unknown-id', () => lathe.projects.remove('nope')],
    ['one to export', 'unknown-id', () => lathe.projects.exportArchive('nope')],
    ['a sample there is not', 'unknown-id', () => lathe.projects.create({ name: 'x', sample: 'nope' })],
    ['an archive that is none', 'archive-invalid', () => lathe.projects.importArchive(new Blob(['nope']))],
    ['an empty table', 'csv-empty', () => project.data.importCsv('')],
    ['a picture for a table', 'csv-not-text', () => project.data.importCsv(png())],
    ['no images', 'no-usable-images', () => project.data.importImages([])],
    ['a dataset that is not there', 'unknown-id', () => project.data.rows('nope')],
    ['a column that is not there', 'column-not-found', () => project.data.setColumn(data, 'nope', { type: 'number' })],
    ['a type there is not', 'column-change-unknown', () => project.data.setColumn(data, 'sex', { type: any('colour') })],
    ['a type nothing fits', 'column-type-impossible', () => project.data.setColumn(data, 'sex', { type: 'number' })],
    ['pictures of a table', 'no-images', () => project.data.images(data, [0])],
    ['a kind of rule there is not', 'unknown-id', () => project.data.validate(data, [{ column: 'sex', kind: any('nope') }])],
    ['groups by a column there is not', 'column-not-found', () => project.data.anonymity(data, ['nope'])],
    ['linked views of a column there is not', 'column-not-found', () => project.data.crossFilter(data, { columns: ['nope'] })],
    ['a series of a table without times', 'not-a-series', () => project.data.series(data, { column: 'body_mass_g' })],
    [
      'parts before there are any',
      'argument-wrong',
      () => project.data.compareWith(data, { kind: 'parts', first: 'train', second: any('nope') })
    ],
    ['another version there is not', 'unknown-id', () => project.data.compareWith(data, { kind: 'version', datasetId: 'nope' })],
    ['a kind of map there is not', 'argument-wrong', () => project.data.map(data, { method: any('tsne') })],
    ['values of a column there is not', 'column-not-found', () => project.data.valuesAt(data, { column: 'nope', rows: [0] })],
    ['texts in a table without any', 'no-texts', () => project.data.texts(data, { column: 'body_mass_g' })],
    ['a leak of 700 %', 'argument-wrong', () => project.data.featurePower(data, { planted: { wrongShare: 7 } })],
    ['a row beyond the end', 'param-out-of-range', () => project.data.tryChange(data, 'sex', { kind: 'cell', row: 344 })],
    ['a role there is not', 'argument-wrong', () => project.data.tryChange(data, 'sex', { kind: 'role', role: any('king') })],
    ['a kind of split there is not', 'unknown-id', () => project.split.set({ kind: any('nope') })],
    ['shares above all', 'shares-invalid', () => project.split.set({ kind: 'random', shares: { train: 5, validation: 0, test: 1 } })],
    ['a group split without groups', 'split-needs-column', () => project.split.set({ kind: 'group' })],
    ['a seed of a half', 'argument-wrong', () => project.split.set({ kind: 'random', seed: 0.5 })],
    ['a step there is not', 'unknown-id', () => project.recipe.set([{ kind: 'nope', columns: [] }])],
    ['a step on no column', 'column-not-found', () => project.recipe.set([{ kind: 'impute', columns: ['nope'] }])],
    ['a task Lathe does not do', 'task-not-offered', () => project.problem.set({ task: 'text' })],
    ['a metric there is not', 'metric-not-offered', () => project.problem.set({ metric: 'nope' })],
    ['a bar out of range', 'problem-invalid', () => project.problem.set({ bar: 7 })],
    ['a function among the answers', 'argument-wrong', () => project.problem.set({ owner: () => 1 })],
    ['a model there is not', 'unknown-id', () => project.train({ model: 'nope' })],
    ['a parameter there is not', 'unknown-param', () => project.train({ model: 'boosting', params: { nope: 1 } })],
    ['a seed below zero', 'param-out-of-range', () => project.train({ model: 'boosting', seed: -1 })],
    ['a forecast of nothing', 'unknown-id', () => project.forecast([{ model: 'nope' }])],
    ['a search there is not', 'param-out-of-range', () => project.tune({ model: 'logistic', search: any('nope'), trials: 2 })],
    ['a budget below zero', 'argument-wrong', () => project.tune({ model: 'logistic', search: 'random', trials: 2, budgetMs: -1 })],
    ['a run that is not there', 'unknown-id', () => project.evaluate('nope')],
    ['a part there is not', 'argument-wrong', () => project.evaluate(run, { on: any('moon') })],
    ['one run to compare', 'argument-wrong', () => project.compare([run])],
    ['runs in one text', 'argument-wrong', () => project.compare(any('x'))],
    ['no request to explain', 'argument-wrong', () => project.explain(run, any(null))],
    ['an explanation there is not', 'explanation-unknown', () => project.explain(run, { method: any('nope') })],
    ['rows beyond the end', 'param-out-of-range', () => project.explain(run, { method: 'ice', feature: 'sex', rows: [99_999] })],
    ['fairness by nothing', 'argument-wrong', () => project.fairness(run, any({}))],
    ['fairness by a column there is not', 'column-not-found', () => project.fairness(run, { sensitive: ['nope'] })],
    ['a text for a number', 'rows-invalid', () => project.whatIf(run, [{ bill_length_mm: 'abc' }])],
    ['a model without a name', 'argument-wrong', () => project.registry.register(run, '')],
    ['no run to register', 'argument-wrong', () => project.registry.register(any(undefined), '')],
    ['a name like an address', 'model-name-bad', () => project.registry.register(run, 'penguins@2')],
    ['an alias like an address', 'model-name-bad', () => project.registry.alias('penguins', 'a:b', 1)],
    ['a version in a text', 'argument-wrong', () => project.registry.alias('penguins', 'champion', any('x'))],
    ['a version that is not there', 'unknown-id', () => project.registry.alias('penguins', 'champion', 9)],
    ['an export there is not', 'unknown-id', () => project.export('penguins@1', any('nope'))],
    ['a deployment of nothing', 'argument-wrong', () => project.deployments.create(any({}))],
    ['a name for no address', 'deployment-name-bad', () => project.deployments.create({ name: 'a b', model: 'penguins@1' })],
    ['a setting there is not', 'unknown-param', () => project.deployments.update('penguins', any({ colour: 'red' }))],
    ['no rows to answer', 'argument-wrong', () => project.deployments.predict('penguins', any(null))],
    ['a text for a file', 'argument-wrong', () => project.deployments.batch('penguins', any('text'))],
    ['a picture for a batch', 'csv-not-text', () => project.deployments.batch('penguins', png())],
    ['no labels', 'argument-wrong', () => project.deployments.feedback('penguins', any(null))],
    [
      'a shift of a column there is not',
      'column-not-found',
      () => project.deployments.sendTest('penguins', { rows: 2, shift: { columns: ['nope'], by: 1 } })
    ],
    ['no deployment to watch', 'argument-wrong', () => project.monitor(any(undefined))],
    ['a deployment that is not there', 'unknown-id', () => project.monitor('nope')],
    ['a document there is not', 'unknown-id', () => project.report(any('nope'))]
  ])('%s: %s', async (_what, code, call) => {
    const failure = await failureOf(call);
    expect(failure.code).toBe(code);
    expect(failure.message).toMatch(/\.$/);
    expect(failure.hint).toMatch(/\S\.$/);
    expect(failure.hint).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/i);
  });

  test('what is not there is looked for by names and times, not by ids', async () => {
    expect((await failureOf(() => lathe.projects.open('nope'))).hint).toBe('projects.list() gives the ids. There is: “Penguins”.');
    expect((await failureOf(() => project.data.rows('nope'))).hint).toBe('data.versions() gives the ids. There is: “Penguins” version 1.');
    expect((await failureOf(() => project.evaluate('nope'))).hint).toMatch(
      /^runs\(\) gives the ids\. There is: Logistic regression of 2023-11-14 22:13 UTC\.$/
    );
    expect((await failureOf(() => project.registry.alias('nope', 'x', 1))).hint).toContain('penguins@1');
  });

  test('impossible true answers are refused, all of them counted, and none is joined', async () => {
    const [first, second] = await project.deployments.predict('penguins', [{ bill_length_mm: 40 }, { bill_length_mm: 50 }]);
    const refused = await failureOf(() =>
      project.deployments.feedback('penguins', [
        { id: first!.id, actual: 'Adelie' },
        { id: second!.id, actual: 'Emperor' },
        { id: 'nobody', actual: 'Gentoo' }
      ])
    );
    expect(refused).toMatchObject({
      code: 'labels-impossible',
      message:
        '2 of 3 true answers can’t be: 1 is no class of “species” (“Emperor”); 1 names no answer of “penguins” (“nobody”). None was joined.'
    });
    expect(refused.hint).toContain('Adelie, Chinstrap and Gentoo');
    expect((await project.deployments.log('penguins')).map(({ actual }) => actual)).toEqual([null, null]);
    expect(await project.deployments.feedback('penguins', [{ id: first!.id, actual: ' adelie' }])).toEqual({ joined: 1, unknown: 0 });
  });

  test('a text is no true answer of a number', async () => {
    const cars = await lathe.projects.create({ name: 'Line' });
    await cars.data.importCsv(
      `x,y\n${Array.from({ length: 60 }, (_, i) => `${(i * 7) % 20},${((i * 7) % 20) + (i % 3) / 10}`).join('\n')}\n`
    );
    await cars.problem.set({ task: 'regression', target: 'y', metric: 'rmse' });
    const fitted = await cars.train({ model: 'linear' });
    await cars.registry.register(fitted.id, 'line');
    await cars.deployments.create({ name: 'line', model: 'line@1' });
    const [answer] = await cars.deployments.predict('line', [{ x: 3 }]);
    const tell = (actual: unknown) => cars.deployments.feedback('line', [{ id: answer!.id, actual }]);
    for (const actual of ['high', '', true])
      expect(await failureOf(() => tell(actual)), String(actual)).toMatchObject({
        code: 'labels-impossible',
        hint: 'Give each answer as a number.'
      });
    expect(await tell('3.5')).toEqual({ joined: 1, unknown: 0 });
  });
});

describe('an option that there is none of is refused, with the nearest that there is', () => {
  const door = { call: (...given: unknown[]) => Promise.resolve(given.length) };
  const call = guarded(door, { call: projectArguments.data.importCsv });

  test.each([
    ['delimeter', ',', 'Did you mean “delimiter”?'],
    ['Header', true, 'Did you mean “header”?'],
    ['onProgres', () => undefined, 'Did you mean “onProgress”?'],
    ['skipLiens', 1, 'Did you mean “skipLines”?'],
    ['colour', 'red', 'Its options are name, delimiter, encoding,']
  ])('%s', async (option, value, hint) => {
    const failure = await failureOf(() => call.call('a,b\n1,2\n', { [option]: value }));
    expect(failure).toMatchObject({ code: 'option-unknown', message: `call has no option “${option}”.` });
    expect((failure as unknown as { hint: string }).hint).toContain(hint);
  });

  test('what is left open is no option, and what there is passes', async () => {
    expect(await call.call('a,b\n1,2\n', { delimeter: undefined, delimiter: ',' })).toBe(2);
  });

  test('within the formats of columns too', async () => {
    const failure = await failureOf(() => call.call('a\n1\n', { formats: { a: { decimals: ',' } } }));
    expect(failure).toMatchObject({ code: 'option-unknown', hint: 'Did you mean “decimal”?' });
  });
});

test('what is stopped ends with the reason of its signal, which has a code and a hint', async () => {
  const controller = new AbortController();
  const forever = ({ signal }: { signal: AbortSignal }) =>
    new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
  const door = guarded({ work: forever }, { work: { example: 'work({ signal })', given: [] } });
  const work = door.work(controller);
  controller.abort();
  const error = (await work.catch((reason: unknown) => reason)) as DOMException & { hint: string };
  expect(error).toBe(controller.signal.reason);
  expect(error).toBeInstanceOf(DOMException);
  expect([error.name, error.code, error.hint]).toEqual(['AbortError', 'cancelled', expect.stringMatching(/\w+.*\.$/)]);
  const paused = guarded({ work: () => Promise.reject(new DOMException(PAUSED, 'AbortError')) }, { work: { example: '', given: [] } });
  await expect(paused.work()).rejects.toMatchObject({ name: 'AbortError', code: 'paused', message: PAUSED });
  const failing = guarded({ work: () => Promise.reject(new Error('no')) }, { work: { example: '', given: [] } });
  expect(await failing.work().catch((reason: unknown) => Object.keys(reason as object))).toEqual([]);
});
