import { beforeAll, expect, test } from 'vitest';
import type { Lathe } from '../../../src/app/api/lathe.ts';
import type { Project } from '../../../src/app/api/projects.ts';
import { openDoor } from './open-door.ts';

let lathe: Lathe;

const people = (weight: string) =>
  [
    `${weight},height,smokes,ill`,
    ...Array.from(
      { length: 60 },
      (_, i) => `${50 + ((i * 7) % 40)},${1.5 + (i % 6) / 10},${i % 2 === 0},${(i * 7) % 40 > 20 ? 'yes' : 'no'}`
    )
  ].join('\n');

async function projectWith(name: string, weight: string): Promise<Project> {
  const project = await lathe.projects.create({ name });
  await project.data.importCsv(people(weight));
  await project.problem.set({ task: 'classification', target: 'ill', metric: 'accuracy' });
  return project;
}

beforeAll(async () => {
  lathe = await openDoor();
});

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error as { code: string; message: string; hint: string }
  );

test('a feature is saved once, used in another project under other names, and is part of what the package scores with', async () => {
  const first = await projectWith('Clinic', 'weight');
  const saved = await first.features.save({
    name: 'bmi',
    expression: 'weight / height ^ 2',
    owner: 'Ada',
    description: 'Body mass index.'
  });
  expect(saved).toMatchObject({
    ...{ name: 'bmi', version: 1, type: 'number', owner: 'Ada', isNewest: true, usedBy: [] },
    inputs: [
      { name: 'weight', type: 'number' },
      { name: 'height', type: 'number' }
    ]
  });
  expect(
    (await first.features.save({ name: 'bmi', expression: 'weight / height ^ 2', owner: 'Ada', description: 'Body mass index.' })).version
  ).toBe(1);
  expect((await first.features.save({ name: 'bmi', expression: 'weight / height ^ 2' })).version).toBe(1);

  const second = await projectWith('Ward', 'kg');
  expect(await refusal(second.features.use('bmi'))).toMatchObject({
    code: 'feature-inputs-missing',
    message: expect.stringContaining('weight') as string
  });
  expect(await refusal(second.features.use('bmi', { columns: { weight: 'smokes' } }))).toMatchObject({ code: 'feature-input-misfit' });
  expect(await refusal(second.features.use('bmi', { columns: { weight: 'ill' } }))).toMatchObject({ code: 'column-not-found' });
  for (const as of ['ill', 'kg', 'smokes'])
    expect(await refusal(second.features.use('bmi', { columns: { weight: 'kg' }, as }))).toMatchObject({ code: 'formula-column-taken' });
  expect((await second.features.used()).length).toBe(0);
  const steps = await second.features.use('bmi', { columns: { weight: 'kg' } });
  expect(steps[0]).toEqual({
    kind: 'formula',
    columns: ['kg', 'height'],
    params: { name: 'bmi', expression: 'kg / height ^ 2', stored: `bmi@1#${saved.hash.slice(0, 8)}` }
  });

  const run = await second.train({ model: 'logistic', seed: 1 });
  expect(run.status).toBe('done');
  await second.registry.register(run.id, 'ward');
  const { inputs } = await second.registry.inspect('ward@1');
  expect(inputs.map(({ name }) => name)).toEqual(['kg', 'height', 'smokes']);
  expect(await refusal(second.features.remove('bmi', 1))).toMatchObject({
    code: 'feature-in-use',
    message: expect.stringContaining('Ward') as string
  });
});

test('a feature takes the name of a column that is ignored, as the refusal advises', async () => {
  const project = await projectWith('Ignored', 'weight');
  expect(await refusal(project.features.use('bmi', { as: 'smokes' }))).toMatchObject({
    code: 'formula-column-taken',
    hint: expect.stringContaining('"ignore"') as string
  });
  const { id } = (await project.data.versions()).at(-1)!;
  await project.data.setColumn(id, 'smokes', { role: 'ignore' });
  expect((await project.features.use('bmi', { as: 'smokes' }))[0]).toMatchObject({ kind: 'formula', params: { name: 'smokes' } });
  expect((await project.train({ model: 'logistic', seed: 1 })).status).toBe('done');
  await lathe.projects.remove(project.info.id);
});

test('a change is a new version; projects stay on the one they use until they are moved', async () => {
  const project = await lathe.projects.open((await lathe.projects.list()).find(({ name }) => name === 'Clinic')!.id);
  await project.features.use('bmi');
  const second = await project.features.save({ name: 'bmi', expression: 'round(weight / height ^ 2)' });
  expect(second).toMatchObject({ version: 2, owner: 'Ada', description: 'Body mass index.' });
  expect(await project.features.used()).toEqual([{ name: 'bmi', version: 1, as: 'bmi', expression: 'weight / height ^ 2', newest: 2 }]);
  const length = (await project.recipe.get()).length;
  await project.features.use('bmi');
  expect(await project.features.used()).toMatchObject([{ version: 2, newest: 2 }]);
  expect(await project.recipe.get()).toHaveLength(length);
  expect((await project.features.list()).map(({ version, usedBy }) => [version, usedBy.map(({ name }) => name)])).toEqual([
    [2, ['Clinic']],
    [1, ['Ward']]
  ]);
});

test('a formula over the target, over nothing, or over a name that is not there is refused, and nothing is kept', async () => {
  const project = await projectWith('Refusals', 'weight');
  const before = await project.features.list();
  for (const [expression, code] of [
    ["ill = 'yes'", 'expression-invalid'],
    ['1 + 1', 'feature-needs-columns'],
    ['wieght * 2', 'expression-invalid']
  ] as const)
    expect(await refusal(project.features.save({ name: 'bad', expression }))).toMatchObject({ code, hint: expect.any(String) as string });
  expect(await project.features.list()).toEqual(before);
  expect(await refusal(project.features.use('nothing'))).toMatchObject({ code: 'unknown-id' });
});

test('an archive takes the definitions along; removing the project leaves them; one that is gone comes back with it', async () => {
  const ward = (await lathe.projects.list()).find(({ name }) => name === 'Ward')!;
  const archive = await lathe.projects.exportArchive(ward.id);
  await lathe.projects.remove(ward.id);
  const other = await projectWith('Other', 'weight');
  expect((await other.features.list()).map(({ version }) => version)).toEqual([2, 1]);
  await other.features.remove('bmi', 1);
  const back = await lathe.projects.importArchive(archive);
  expect((await other.features.list()).find(({ version }) => version === 1)).toMatchObject({
    expression: 'weight / height ^ 2',
    owner: 'Ada'
  });
  expect(await back.features.used()).toMatchObject([{ name: 'bmi', version: 1, expression: 'kg / height ^ 2', newest: 2 }]);
  expect(await lathe.integrityCheck()).toEqual([]);
});

test('an archive from elsewhere, whose number is taken here by another formula, brings its own under the next', async () => {
  const elsewhere = await openDoor();
  const clinic = await elsewhere.projects.create({ name: 'Far clinic' });
  await clinic.data.importCsv(people('weight'));
  await clinic.problem.set({ task: 'classification', target: 'ill', metric: 'accuracy' });
  await clinic.features.save({ name: 'bmi', expression: 'weight / height' });
  await clinic.features.use('bmi');
  const archive = await elsewhere.projects.exportArchive(clinic.info.id);

  const before = await (await projectWith('Here', 'weight')).features.list();
  const come = await lathe.projects.importArchive(archive);
  const after = await come.features.list();
  expect(after.slice(1).map(({ expression }) => expression)).toEqual(before.map(({ expression }) => expression));
  expect(after[0]).toMatchObject({ version: 3, expression: 'weight / height', usedBy: [{ name: come.info.name }] });
  expect(await come.features.used()).toMatchObject([{ name: 'bmi', version: 3, expression: 'weight / height', newest: 3 }]);
  await lathe.projects.importArchive(archive);
  expect(await come.features.list()).toHaveLength(after.length);
  expect(await lathe.integrityCheck()).toEqual([]);
});

test('a feature knows the units and zones it was written for: other units are brought to them, other meanings refused, and an archive carries them', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${50 + i},${i % 7},2024-03-${String(1 + (i % 28)).padStart(2, '0')}T10:00,${i % 2}`);
  const open = async (name: string, unit: string, zone: string | null) => {
    const project = await lathe.projects.create({ name });
    const { id } = await project.data.importCsv(['w,h,at,ill', ...rows].join('\n'));
    const { id: meant } = await project.data.setColumn(id, 'w', { unit });
    if (zone !== null) await project.data.setColumn(meant, 'at', { zone });
    await project.problem.set({ task: 'classification', target: 'ill', metric: 'accuracy' });
    return project;
  };
  const first = await open('Kilos', 'kg', 'Europe/Berlin');
  const saved = await first.features.save({ name: 'load', expression: 'w * 2 + hour(at)' });
  expect(saved.inputs).toEqual([
    { name: 'w', type: 'number', unit: 'kg' },
    { name: 'at', type: 'time', zone: 'Europe/Berlin' }
  ]);
  const pounds = await open('Pounds', 'lb', 'Europe/Berlin');
  expect((await pounds.features.use('load'))[0]!.params!['expression']).toBe('(w * 0.45359237) * 2 + hour(at)');
  const metres = await open('Metres', 'm', 'Europe/Berlin');
  expect(await refusal(metres.features.use('load'))).toMatchObject({
    code: 'feature-input-other',
    hint: expect.stringContaining('in kg') as string
  });
  for (const zone of ['Asia/Tokyo', null])
    expect(await refusal((await open('Elsewhere', 'kg', zone)).features.use('load'))).toMatchObject({
      code: 'feature-input-other',
      message: expect.stringContaining('by the clocks of Europe/Berlin') as string
    });
  await first.features.use('load');
  const archive = await lathe.projects.exportArchive(first.info.id);
  await first.features.remove('load', 1, { evenIfUsed: true });
  const back = await lathe.projects.importArchive(archive);
  expect((await back.features.list()).find(({ name }) => name === 'load')).toMatchObject({ hash: saved.hash, inputs: saved.inputs });
});
