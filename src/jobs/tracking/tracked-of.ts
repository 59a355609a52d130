import { sha256 } from '../../core/hash.ts';
import type { Plain } from '../../core/plain.ts';
import type { TrackedRun, TrackedValue } from '../../core/tracked-run.ts';
import type { RunRecord } from '../../storage/records/run.ts';

/** Tags under which MLflow shows a run's name and what was written about it. */
const NAME = 'mlflow.runName';
const NOTE = 'mlflow.note.content';

const STATUS = {
  running: 'running',
  paused: 'running',
  interrupted: 'killed',
  done: 'finished',
  failed: 'failed',
  cancelled: 'killed'
} as const satisfies Readonly<Record<RunRecord['status'], TrackedRun['status']>>;

/**
 * A run as experiment trackers take it: what it was made with as parameters and tags, every score with the ends of its interval, and its curves.
 * @param artifacts files of it by their names
 */
export async function trackedOf(run: RunRecord, experiment: string, artifacts: TrackedRun['artifacts']): Promise<TrackedRun> {
  const endedAt = run.status === 'running' || run.status === 'paused' ? null : run.startedAt + Math.round(run.fitMs);
  return {
    id: await trackedId(run.id),
    experiment,
    name: run.label,
    status: STATUS[run.status],
    startedAt: run.startedAt,
    endedAt,
    params: {
      model: run.model,
      seed: String(run.seed),
      ...Object.fromEntries(Object.entries(run.params).map(([name, value]) => [name, said(value)]))
    },
    metrics: { ...scoresOf(run, endedAt ?? run.startedAt), ...curvesOf(run) },
    tags: tagsOf(run),
    artifacts
  };
}

/** 32 hexadecimal digits: those of a UUID, else of a digest. */
async function trackedId(id: string): Promise<string> {
  const bare = id.replaceAll('-', '').toLowerCase();
  return /^[0-9a-f]{32}$/.test(bare) ? bare : (await sha256(new TextEncoder().encode(id))).slice(0, 32);
}

const said = (value: Plain): string => (typeof value === 'string' ? value : JSON.stringify(value));

function scoresOf({ metrics, fitMs, sizeBytes }: RunRecord, at: number): Record<string, readonly TrackedValue[]> {
  const once = (value: number) => [{ value, at, step: 0 }];
  const scores = Object.entries(metrics).flatMap(([part, byId]) =>
    Object.entries(byId).flatMap(([id, { value, low, high }]) => [
      [`${part}.${id}`, once(value)] as const,
      [`${part}.${id}.low`, once(low)] as const,
      [`${part}.${id}.high`, once(high)] as const
    ])
  );
  return { ...Object.fromEntries(scores), fit_ms: once(fitMs), size_bytes: once(sizeBytes) };
}

function curvesOf({ curve, startedAt: at }: RunRecord): Record<string, readonly TrackedValue[]> {
  const train = curve.map(({ step, train: value }) => ({ value, at, step }));
  const validation = curve.flatMap(({ step, validation: value }) => (value === null ? [] : [{ value, at, step }]));
  return { ...(train.length > 0 && { 'loss.train': train }), ...(validation.length > 0 && { 'loss.validation': validation }) };
}

function tagsOf(run: RunRecord): Record<string, string> {
  const { environment, comment, tags = [] } = run;
  return {
    [NAME]: run.label,
    ...(comment ? { [NOTE]: comment } : {}),
    'lathe.data': run.datasetHash,
    'lathe.split': run.splitHash,
    'lathe.recipe': run.recipeHash,
    'lathe.steps': JSON.stringify(run.recipe),
    'lathe.package': run.modelHash,
    'lathe.cv': JSON.stringify(run.cv),
    'lathe.calibrate': run.calibrate,
    'lathe.backend': run.backend,
    ...(environment && { 'lathe.environment': JSON.stringify(environment) }),
    ...(tags.length > 0 && { 'lathe.tags': JSON.stringify(tags) })
  };
}
