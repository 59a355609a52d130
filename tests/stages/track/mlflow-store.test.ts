import { describe, expect, test } from 'vitest';
import type { TrackedRun } from '../../../src/core/tracked-run.ts';
import { readPlainYaml, writePlainYaml } from '../../../src/stages/track/mlflow/plain-yaml.ts';
import { readStore } from '../../../src/stages/track/mlflow/read-store.ts';
import { writeStore } from '../../../src/stages/track/mlflow/store-files.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const filesOf = (files: Record<string, string>) => new Map(Object.entries(files).map(([path, text]) => [path, bytes(text)]));

const run: TrackedRun = {
  id: '0123456789abcdef0123456789abcdef',
  experiment: "Ann's penguins: 2",
  name: 'Boosting #1',
  status: 'finished',
  startedAt: 1_700_000_000_000,
  endedAt: 1_700_000_001_500,
  params: { learningRate: '0.1', 'tree/depth': '3', empty: '' },
  metrics: {
    'cv.roc_auc': [{ value: 0.91, at: 1_700_000_001_000, step: 0 }],
    loss: [
      { value: NaN, at: 1, step: 1 },
      { value: -Infinity, at: 2, step: 2 },
      { value: 1e-12, at: 3, step: 3 }
    ]
  },
  tags: { 'mlflow.note.content': 'Two\nlines: with a colon' },
  artifacts: { 'model/package.lathe': Uint8Array.of(1, 2, 3) }
};
const other: TrackedRun = { ...run, id: 'f'.repeat(32), status: 'running', endedAt: null, startedAt: 1_600_000_000_000, artifacts: {} };

test('a store that was written is read as it was, the earliest run first', () => {
  expect(readStore(writeStore(run.experiment, [run, other]))).toEqual([other, run]);
});

test('equal runs give equal files, and no name leads out of its folder', () => {
  const odd = { ...run, params: { '../../x': '1', 'a:b': '2' } };
  const paths = [...writeStore('e', [odd]).keys()];
  expect(paths).toEqual([...writeStore('e', [odd]).keys()]);
  expect(paths.filter((path) => path.split('/').some((part) => part === '..'))).toEqual([]);
});

test('a store as another tool writes it is read: folder around it, words for numbers, fields it does not know, a run that was deleted', () => {
  const meta = (id: string, more: string) =>
    `artifact_uri: file:///home/ann/mlruns/0/${id}/artifacts\nend_time: 1690000005000\nentry_point_name: ''\nexperiment_id: '0'\n${more}run_id: ${id}\nrun_name: bold-fox-12\nrun_uuid: ${id}\nsource_type: 4\nstart_time: 1690000000000\nstatus: 3\ntags: []\nuser_id: ann\n`;
  const [kept, deleted] = ['12345678901234567890123456789012', 'aa'.repeat(16)];
  const runs = readStore(
    filesOf({
      'backup/mlruns/0/meta.yaml':
        "artifact_location: file:///home/ann/mlruns/0\nexperiment_id: '0'\nlifecycle_stage: active\nname: Default\n",
      [`backup/mlruns/0/${kept}/meta.yaml`]: meta(kept, 'lifecycle_stage: active\n'),
      [`backup/mlruns/0/${kept}/params/max_depth`]: '5',
      [`backup/mlruns/0/${kept}/metrics/auc`]: '1690000001000 0.5 0\n1690000002000 0.75 1\n',
      [`backup/mlruns/0/${kept}/tags/mlflow.user`]: 'ann',
      [`backup/mlruns/0/${deleted}/meta.yaml`]: meta(deleted, 'lifecycle_stage: deleted\n')
    })
  );
  expect(runs).toMatchObject([
    { id: kept, experiment: 'Default', name: 'bold-fox-12', status: 'finished', params: { max_depth: '5' }, tags: { 'mlflow.user': 'ann' } }
  ]);
  expect(runs[0]!.metrics['auc']!.map(({ value, step }) => [value, step])).toEqual([
    [0.5, 0],
    [0.75, 1]
  ]);
});

describe('what is not as it has to be is refused with its place', () => {
  const at = (path: string, text: string) => filesOf({ 'mlruns/0/r/meta.yaml': 'run_id: r\nstatus: 3\nstart_time: 1\n', [path]: text });
  test.each([
    ['a nested value', 'mlruns/0/r/meta.yaml', 'run_id: r\ntags:\n  - a: b\n', 'yaml-unread'],
    ['an anchor', 'mlruns/0/r/meta.yaml', 'run_id: &x r\n', 'yaml-unread'],
    ['no name', 'mlruns/0/r/meta.yaml', 'run_id: r\nwords\n', 'yaml-unread'],
    ['a quote that goes on', 'mlruns/0/r/meta.yaml', "run_id: 'r\n", 'yaml-unread'],
    ['a status nobody knows', 'mlruns/0/r/meta.yaml', 'run_id: r\nstatus: 9\n', 'store-unread'],
    ['a metric of words', 'mlruns/0/r/metrics/auc', '1 good 0\n', 'store-unread'],
    ['a metric of four parts', 'mlruns/0/r/metrics/auc', '1 2 3 4\n', 'store-unread']
  ])('%s', (_, path, text, code) => {
    expect(() => readStore(at(path, text))).toThrow(expect.objectContaining({ code }));
  });

  test('a zip without runs', () => {
    expect(() => readStore(filesOf({ 'readme.txt': 'x' }))).toThrow(expect.objectContaining({ code: 'store-empty' }));
  });
});

test('plain YAML: texts that look like numbers stay texts, ids of digits and an e too', () => {
  const values = { a: '1', b: 2, c: null, d: true, e: "it's", f: 'x: # y', g: 'two\nlines', h: 1.5e-3 };
  expect(readPlainYaml(writePlainYaml(values), 'm')).toEqual(values);
  expect(readPlainYaml('id: 123e45\nbig: 12345678901234567890\nshare: 1.5e3 # a word\n', 'm')).toEqual({
    id: '123e45',
    big: '12345678901234567890',
    share: 1500
  });
});

test('what stands beside the runs of a store is passed over: inputs, data sets, registered and logged models, artefacts, and what was thrown away', () => {
  const id = 'ab'.repeat(16);
  const run = `experiment_id: '0'\nlifecycle_stage: active\nrun_id: ${id}\nrun_name: bold-fox-12\nrun_uuid: ${id}\nstart_time: 1690000000000\nstatus: 3\ntags: []\n`;
  const runs = readStore(
    filesOf({
      'mlruns/0/meta.yaml': "artifact_location: file:///mlruns/0\nexperiment_id: '0'\nlifecycle_stage: active\nname: Default\n",
      [`mlruns/0/${id}/meta.yaml`]: run,
      [`mlruns/0/${id}/inputs/d1/meta.yaml`]:
        'destination_id: r\ndestination_type: 1\nsource_id: d\ntags:\n  mlflow.data.context: training\n',
      [`mlruns/0/${id}/artifacts/model/meta.yaml`]: 'run_id: another\nstatus: 99\n',
      'mlruns/0/datasets/d1/meta.yaml': 'digest: abc\nname: iris\nprofile: null\n',
      'mlruns/0/models/m-1/meta.yaml': "experiment_id: '0'\nmodel_id: m-1\nname: net\nsource_run_id: r\ntags:\n- a\n",
      'mlruns/models/net/meta.yaml': 'aliases:\n  champion: 1\ncreation_timestamp: 1\nname: net\n',
      'mlruns/models/net/version-1/meta.yaml': `aliases: []\ncurrent_stage: None\nname: net\nrun_id: ${id}\nstatus: READY\nversion: 1\n`,
      'mlruns/.trash/7/meta.yaml': "experiment_id: '7'\nlifecycle_stage: deleted\nname: Old\n",
      'mlruns/.trash/7/gone/meta.yaml': run.replaceAll(id, 'gone')
    })
  );
  expect(runs.map(({ id: own, experiment }) => [own, experiment])).toEqual([[id, 'Default']]);
});

test('a long value that goes on in the next line is one value; what is nested is still refused', () => {
  const folded = "artifact_uri: file:///home/ann/my old\n  work with blanks/mlruns\nname: 'a quoted\n  text'\nstatus: 3\n";
  expect(readPlainYaml(folded, 'm')).toEqual({
    artifact_uri: 'file:///home/ann/my old work with blanks/mlruns',
    name: 'a quoted text',
    status: 3
  });
  expect(() => readPlainYaml('tags:\n  a: b\n', 'm')).toThrow(expect.objectContaining({ code: 'yaml-unread' }));
});
