import { storeEmpty, storeUnread } from '../../../core/errors/tracking.ts';
import type { TrackedRun, TrackedValue } from '../../../core/tracked-run.ts';
import { readPlainYaml, type YamlValue } from './plain-yaml.ts';
import { STATUS_NUMBERS } from './store-files.ts';

/**
 * Reads MLflow's file store, whoever wrote it and wherever in the zip it begins. Runs that were deleted, by their meta file or with their
 * experiment, are left out.
 * @param files by their path
 * @returns the runs, the earliest first
 * @throws LatheError `store-empty`, `store-unread`, `yaml-unread`
 */
export function readStore(files: ReadonlyMap<string, Uint8Array>): TrackedRun[] {
  const metas = metasOf(files);
  const experiments = new Map(
    metas.filter(({ kind }) => kind === 'experiment').map(({ path, meta }) => [folderOf(path), textOf(meta['name'])])
  );
  const runs = metas.filter(({ kind, meta }) => kind === 'run' && meta['lifecycle_stage'] !== 'deleted');
  if (runs.length === 0) throw storeEmpty(files.size);
  return runs
    .map(({ path, meta }) => readRun(files, path, meta, experiments.get(folderOf(folderOf(path))) ?? textOf(meta['experiment_id'])))
    .sort((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1));
}

type Meta = Readonly<Record<string, YamlValue>>;

/** Those of runs and of experiments. A store also keeps what data a run was given, logged and registered models, and what was thrown away, with lists in their files. */
function metasOf(files: ReadonlyMap<string, Uint8Array>) {
  const paths = [...files.keys()].filter((path) => /(^|\/)meta\.yaml$/.test(path) && !/(^|\/)(artifacts|\.trash)\//.test(path));
  return paths.flatMap((path) => {
    const text = decode(files.get(path)!);
    const kind = kindOf(text);
    return kind === null ? [] : [{ path, kind, meta: readPlainYaml(text, path) satisfies Meta }];
  });
}

/** A version of a registered model names its run, a logged model its experiment. */
function kindOf(text: string): 'run' | 'experiment' | null {
  const has = (name: string) => new RegExp(`^${name}:`, 'm').test(text);
  if (has('model_id') || has('current_stage')) return null;
  if (has('run_id') || has('run_uuid')) return 'run';
  return has('experiment_id') ? 'experiment' : null;
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const textOf = (value: YamlValue | undefined): string => (value === undefined || value === null ? '' : String(value));

function readRun(files: ReadonlyMap<string, Uint8Array>, path: string, meta: Meta, experiment: string): TrackedRun {
  const folder = folderOf(path);
  const tags = textsIn(files, `${folder}/tags/`);
  const id = textOf(meta['run_id'] ?? meta['run_uuid']);
  return {
    id,
    experiment,
    name: textOf(meta['run_name']) || tags['mlflow.runName'] || id.slice(0, 8),
    status: statusOf(meta['status'], path),
    startedAt: timeOf(meta['start_time']) ?? 0,
    endedAt: timeOf(meta['end_time']),
    params: textsIn(files, `${folder}/params/`),
    metrics: Object.fromEntries(
      pathsIn(files, `${folder}/metrics/`).map(([name, full]) => [name, readMetric(decode(files.get(full)!), full)])
    ),
    tags,
    artifacts: Object.fromEntries(pathsIn(files, `${folder}/artifacts/`).map(([name, full]) => [name, files.get(full)!]))
  };
}

const timeOf = (value: YamlValue | undefined): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);

/** Older stores write the word, newer ones the number. */
function statusOf(value: YamlValue | undefined, path: string): TrackedRun['status'] {
  const names = Object.keys(STATUS_NUMBERS) as TrackedRun['status'][];
  const found = names.find((name) => STATUS_NUMBERS[name] === value || name === textOf(value).toLowerCase());
  if (found) return found;
  if (value === 2 || value === 'SCHEDULED') return 'running';
  throw storeUnread(path, `status ${textOf(value) || 'missing'} is none that is known`);
}

/** One line a value: when, how much, and at which step; the step may be missing. */
function readMetric(text: string, path: string): TrackedValue[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const [at, value, step = '0', ...more] = line.trim().split(/\s+/);
    const read = { at: Number(at), value: numberOf(value), step: Number(step) };
    if (more.length > 0 || value === undefined || !Number.isFinite(read.at) || !Number.isInteger(read.step) || read.value === null)
      throw storeUnread(path, `"${line.slice(0, 60)}" is no time, value and step`);
    return { ...read, value: read.value };
  });
}

/** NaN and infinities are written in words. */
function numberOf(said = ''): number | null {
  const word = /^([-+]?)(nan|inf|infinity)$/i.exec(said);
  if (word) return word[2]!.toLowerCase() === 'nan' ? NaN : word[1] === '-' ? -Infinity : Infinity;
  return said !== '' && Number.isFinite(Number(said)) ? Number(said) : null;
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Names below a folder, and the whole path of each. */
const pathsIn = (files: ReadonlyMap<string, Uint8Array>, folder: string): [string, string][] =>
  [...files.keys()].filter((path) => path.startsWith(folder) && !path.endsWith('/')).map((path) => [path.slice(folder.length), path]);

const textsIn = (files: ReadonlyMap<string, Uint8Array>, folder: string): Record<string, string> =>
  Object.fromEntries(pathsIn(files, folder).map(([name, path]) => [name, decode(files.get(path)!)]));
