import type { TrackedRun, TrackedValue } from '../../../core/tracked-run.ts';
import { writePlainYaml } from './plain-yaml.ts';

/** A run's state by the numbers MLflow gives it. Source: mlflow/protos/service.proto, RunStatus. */
export const STATUS_NUMBERS = { running: 1, finished: 3, failed: 4, killed: 5 } as const;

/** The folder of the store, and of one experiment. */
export const ROOT = 'mlruns';
const EXPERIMENT = '1';

/** What a name of a parameter, a metric or a tag may hold; other signs become underscores. */
const FORBIDDEN = /[^\p{L}\p{N}_./ -]/gu;
const fileName = (name: string): string => name.replace(FORBIDDEN, '_').replace(/(^|\/)\.+(?=\/|$)/g, '$1_');

/**
 * Writes runs as MLflow's file store: `mlruns/<experiment>/<run>/` with meta.yaml, and a file each for parameters, metrics and tags, in their folders.
 * @returns the files by their path, in an order that hangs on nothing but the runs
 */
export function writeStore(experiment: string, runs: readonly TrackedRun[]): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const text = (path: string, content: string) => void files.set(path, new TextEncoder().encode(content));
  const starts = runs.map(({ startedAt }) => startedAt);
  text(
    `${ROOT}/${EXPERIMENT}/meta.yaml`,
    writePlainYaml({
      artifact_location: `./${ROOT}/${EXPERIMENT}`,
      creation_time: Math.min(...starts),
      experiment_id: EXPERIMENT,
      last_update_time: Math.max(...starts),
      lifecycle_stage: 'active',
      name: experiment
    })
  );
  for (const run of runs) {
    const folder = `${ROOT}/${EXPERIMENT}/${run.id}`;
    text(`${folder}/meta.yaml`, metaOf(run));
    for (const [name, value] of Object.entries(run.params)) text(`${folder}/params/${fileName(name)}`, value);
    for (const [name, values] of Object.entries(run.metrics)) text(`${folder}/metrics/${fileName(name)}`, values.map(lineOf).join(''));
    for (const [name, value] of Object.entries(run.tags)) text(`${folder}/tags/${fileName(name)}`, value);
    for (const [path, bytes] of Object.entries(run.artifacts)) if (bytes) files.set(`${folder}/artifacts/${path}`, bytes);
  }
  return files;
}

const lineOf = ({ value, at, step }: TrackedValue): string => `${at} ${value} ${step}\n`;

const metaOf = (run: TrackedRun): string =>
  writePlainYaml({
    artifact_uri: `./${ROOT}/${EXPERIMENT}/${run.id}/artifacts`,
    end_time: run.endedAt,
    entry_point_name: '',
    experiment_id: EXPERIMENT,
    lifecycle_stage: 'active',
    run_id: run.id,
    run_name: run.name,
    run_uuid: run.id,
    source_name: '',
    source_type: 4,
    source_version: '',
    start_time: run.startedAt,
    status: STATUS_NUMBERS[run.status],
    user_id: ''
  });
