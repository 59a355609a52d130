import { paramOutOfRange, unknownId, unknownParam } from '../../core/errors/anywhere.ts';
import { deploymentNameBad, shareOutOfRange } from '../../core/errors/deploying.ts';
import type { DeploymentRecord } from '../../storage/records/deployment.ts';
import type { Storage } from '../../storage/storage.ts';
import type { DeploymentSpec } from '../api/deploying.ts';

const SETTINGS: readonly string[] = ['name', 'model', 'split', 'rateLimitPerMinute', 'token', 'logShare'];
const MODES: readonly string[] = ['canary', 'ab', 'shadow'];

/** Names stand in addresses. */
const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/i;

/** @throws LatheError `unknown-param`, `deployment-name-bad`, `unknown-id` for a model that is not registered, `share-out-of-range` */
export async function checkDeployment(storage: Storage, projectId: string, spec: Partial<DeploymentSpec>): Promise<void> {
  for (const key of Object.keys(spec)) if (!SETTINGS.includes(key)) throw unknownParam('A deployment', key, SETTINGS);
  if (spec.name !== undefined && !NAME.test(spec.name)) throw deploymentNameBad(spec.name);
  if (spec.model !== undefined) await storage.versions.resolve(projectId, spec.model);
  if (spec.split) await storage.versions.resolve(projectId, spec.split.model);
  const mode = spec.split?.mode;
  if (mode !== undefined && !MODES.includes(mode)) throw paramOutOfRange('A deployment', 'split.mode', `one of ${MODES.join(', ')}`, mode);
  const limit = spec.rateLimitPerMinute;
  if (limit != null && !(Number.isInteger(limit) && limit > 0))
    throw paramOutOfRange('A deployment', 'rateLimitPerMinute', 'a whole number from 1', limit);
  for (const share of [spec.split?.share, spec.logShare]) {
    if (share !== undefined && !(share >= 0 && share <= 1)) throw shareOutOfRange(share);
  }
}

/** A deployment of this project; those of others are not there for it. @throws LatheError `unknown-id` */
export async function ownDeployment(storage: Storage, projectId: string, name: string): Promise<DeploymentRecord> {
  const record = await storage.deployments.find(name);
  if (record?.projectId === projectId) return record;
  const known = (await storage.deployments.list(projectId)).map((deployment) => deployment.name);
  throw unknownId('deployment', name, known);
}

export const newDeployment = (spec: DeploymentSpec, projectId: string, at: number): DeploymentRecord => ({
  name: spec.name,
  projectId,
  model: spec.model,
  split: spec.split ?? null,
  rateLimitPerMinute: spec.rateLimitPerMinute ?? null,
  token: spec.token ?? null,
  logShare: spec.logShare ?? 1,
  createdAt: at,
  history: [{ at, model: spec.model }]
});

/** A key given as undefined is taken back to what it is when nothing is said. A name can't change: it is an address. */
export function changedDeployment(before: DeploymentRecord, change: Partial<DeploymentSpec>, at: number): DeploymentRecord {
  const { name: _name, model, ...rest } = change;
  const set = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, value ?? (key === 'logShare' ? 1 : null)]));
  const isNewModel = model !== undefined && model !== before.model;
  return { ...before, ...set, ...(isNewModel ? { model, history: [...before.history, { at, model }] } : {}) };
}
