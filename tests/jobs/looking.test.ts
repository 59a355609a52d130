import { describe, expect, test } from 'vitest';
import { exportCsv } from '../../src/jobs/export-csv.ts';
import { measureFeaturePower } from '../../src/jobs/feature-power.ts';
import { previewCsv } from '../../src/jobs/preview-csv.ts';
import { setColumn } from '../../src/jobs/set-column.ts';
import { tryChange } from '../../src/jobs/try-change.ts';
import { countValues } from '../../src/jobs/value-counts.ts';
import { context, projectWith } from './ingest-helper.ts';
import { sample } from './support.ts';

describe('a look at a file before it is imported', () => {
  test('tells what was sniffed and shows values as they would be stored', async () => {
    const preview = await previewCsv({ source: 'name;price\nAda;1,5\nBo;\n', options: {} }, context());
    expect(preview).toMatchObject({ delimiter: ';', header: true, isWhole: true, sampledRows: 2 });
    expect(preview.rows).toEqual([
      { name: 'Ada', price: 1.5 },
      { name: 'Bo', price: null }
    ]);
  });

  test('follows what was chosen', async () => {
    const preview = await previewCsv({ source: '1,2\n3,4\n', options: { header: false, types: {} } }, context());
    expect(preview.header).toBe(false);
    expect(preview.sampledRows).toBe(2);
  });

  test('reads whole lines of the beginning of a large file only', async () => {
    const lines = Array.from({ length: 60_000 }, (_, i) => `${i},word ${i % 7}`);
    const preview = await previewCsv({ source: `id,word\n${lines.join('\n')}\n`, options: {} }, context());
    expect(preview.isWhole).toBe(false);
    expect(preview.sampledRows).toBeLessThan(60_000);
    expect(preview.issues).toEqual([]);
    expect(preview.rows[19]).toEqual({ id: 19, word: 'word 5' });
  });

  test('tells of lines below the table, which no beginning shows, and takes none for one that stands in the middle', async () => {
    const lines = Array.from({ length: 60_000 }, (_, i) => `${i},word ${i % 7},${i}`);
    const look = (options = {}) => previewCsv({ source: `id,word,n\n${lines.join('\n')}\nTotal,,9\n`, options }, context());
    const { choices, quarantine } = await look();
    expect(choices.find(({ what }) => what === 'footer')).toMatchObject({
      value: '1',
      reason: expect.stringContaining('Total,,9') as string
    });
    expect(quarantine).toBeNull();
    expect((await look({ footerLines: 0 })).choices.find(({ what }) => what === 'footer')).toMatchObject({ value: '0', isGiven: true });
  });

  test('a file that is not UTF-8 is read as Windows-1252', async () => {
    const preview = await previewCsv({ source: new Blob([Uint8Array.of(0x61, 0x0a, 0xe9, 0x0a, 0xe8, 0x0a)]), options: {} }, context());
    expect(preview.encoding).toBe('windows-1252');
    expect(preview.rows[0]).toEqual({ a: 'é' });
  });
});

test('values are counted, most common first, without the gaps', async () => {
  const { id, services, storage } = await projectWith('class,n\nb,1\na,2\na,\na,2\n');
  expect(await countValues({ datasetId: id, column: 'class' }, services)).toEqual([
    { label: 'a', count: 3 },
    { label: 'b', count: 1 }
  ]);
  expect(await countValues({ datasetId: id, column: 'n' }, services)).toEqual([
    { label: '2', count: 2 },
    { label: '1', count: 1 }
  ]);
  storage.close();
});

describe('a change that is tried', () => {
  test('one cell makes another hash and one other piece, and nothing is stored', async () => {
    const { id, services, storage } = await projectWith('x,class\n1,a\n2,b\n3,a\n');
    const tried = await tryChange({ datasetId: id, column: 'x', change: { kind: 'cell', row: 1 } }, services);
    expect(tried).toMatchObject({ chunks: 2, chunksChanged: 1, hashBefore: (await storage.datasets.get(id)).hash });
    expect(tried.hashAfter).not.toBe(tried.hashBefore);
    expect(await storage.datasets.list('p')).toHaveLength(1);
    storage.close();
  });

  test('a role gives the very hash that giving it for good gives', async () => {
    const { id, services, storage } = await projectWith('x,class\n1,a\n2,b\n3,a\n');
    const tried = await tryChange({ datasetId: id, column: 'x', change: { kind: 'role', role: 'ignore' } }, services);
    const real = await storage.datasets.get(await setColumn({ datasetId: id, column: 'x', role: 'ignore' }, services));
    expect(tried.hashAfter).toBe(real.hash);
    expect(tried.chunksChanged).toBe(0);
    storage.close();
  });
});

test('data come out as CSV, formulas made harmless where asked', async () => {
  const { id, services, storage } = await projectWith('x,word\n1,=2+3\n,plain\n');
  const safe = await exportCsv({ datasetId: id, spreadsheetSafe: true }, services, context());
  const exact = await exportCsv({ datasetId: id, spreadsheetSafe: false }, services, context());
  expect(await exact.text()).toBe('x,word\r\n1,=2+3\r\n,plain\r\n');
  expect(await safe.text()).toContain("'=2+3");
  storage.close();
});

describe('a planted leak', () => {
  const titanic = async () => {
    const opened = await projectWith(sample('titanic'));
    await opened.storage.projects.update('p', (project) => ({
      ...project,
      problem: { statement: '', task: 'classification', target: 'survived', metric: 'roc_auc' }
    }));
    return opened;
  };

  test('that is nearly always right is found and stops the project', async () => {
    const { id, services, storage } = await titanic();
    const result = await measureFeaturePower({ datasetId: id, planted: { wrongShare: 0.02, seed: 1 } }, services, context());
    expect(result.finding).toMatchObject({ severity: 'blocker', columns: [result.planted] });
    expect(result.powers.find(({ column }) => column === 'sex')!.value).toBeCloseTo(0.75, 1);
    expect(await storage.datasets.list('p')).toHaveLength(1);
    storage.close();
  });

  test('that is half noise is not told from an honest column', async () => {
    const { id, services, storage } = await titanic();
    const result = await measureFeaturePower({ datasetId: id, planted: { wrongShare: 0.5, seed: 1 } }, services, context());
    expect(result.finding).toBeNull();
    storage.close();
  });

  test('needs a target', async () => {
    const { id, services, storage } = await projectWith('x,y\n1,2\n3,4\n');
    await expect(measureFeaturePower({ datasetId: id, planted: null }, services, context())).rejects.toMatchObject({ code: 'no-target' });
    storage.close();
  });
});
