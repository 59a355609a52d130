import { deploymentExists, deploymentNameBad, nothingToRollBack, shareOutOfRange, unknownId } from '../../core/errors.ts';
import type { DeploymentRecord } from '../../storage/records/deployment.ts';
import type { DeploymentSpec, InputInfo, MonitorReport, Prediction, Project } from '../lathe-api.ts';
import type { Services } from '../services.ts';
import { deploymentOf } from './from-records.ts';
import { progressOf, signalOf } from './watch.ts';

/** Names stand in addresses. */
const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/i;
const quick = new AbortController().signal;

/** Models that answer on this device, and the watch over them. */
export function deploymentVerbs(services: Services, projectId: string): Pick<Project, 'deployments' | 'monitor'> {
  const { storage, importer, reader, trainer, now, baseUrl } = services;
  const shown = (record: DeploymentRecord) => deploymentOf(record, baseUrl);

  const own = async (name: string): Promise<DeploymentRecord> => {
    const record = await storage.deployments.find(name);
    if (record?.projectId === projectId) return record;
    const known = (await storage.deployments.list(projectId)).map((deployment) => deployment.name);
    throw unknownId('deployment', name, known);
  };

  const save = async (record: DeploymentRecord, action: string, detail: string) => {
    await storage.deployments.put(record);
    await storage.audit.append(projectId, now(), action, detail);
    return shown(record);
  };

  const checked = async (spec: Partial<DeploymentSpec>) => {
    if (spec.model !== undefined) await storage.versions.resolve(projectId, spec.model);
    if (spec.split) await storage.versions.resolve(projectId, spec.split.model);
    for (const share of [spec.split?.share, spec.logShare])
      if (share !== undefined && !(share >= 0 && share <= 1)) throw shareOutOfRange(share);
  };

  return {
    deployments: {
      async create(spec) {
        if (!NAME.test(spec.name)) throw deploymentNameBad(spec.name);
        if (await storage.deployments.find(spec.name)) throw deploymentExists(spec.name);
        await checked(spec);
        return save(newRecord(spec, projectId, now()), 'deployment-created', `${spec.name} answers with ${spec.model}`);
      },
      list: async () => (await storage.deployments.list(projectId)).map(shown),

      async predict(name, rows) {
        await own(name);
        return (await reader.run(quick, (api) => api.predict({ deployment: name, rows }))) as Prediction[];
      },
      async batch(name, source, watch) {
        await own(name);
        return importer.run(signalOf(watch), (api) => api.batch({ deployment: name, source }, signalOf(watch), progressOf(watch)));
      },
      async feedback(name, labels) {
        await own(name);
        return { joined: await reader.run(quick, (api) => api.feedback({ deployment: name, labels })) };
      },
      async update(name, change) {
        const before = await own(name);
        await checked(change);
        return save(changed(before, change, now()), 'deployment-changed', `${name}: ${Object.keys(change).join(', ')}`);
      },
      async rollback(name) {
        const record = await own(name);
        const earlier = record.history.at(-2);
        if (!earlier) throw nothingToRollBack(name);
        const back = { ...record, model: earlier.model, split: null, history: [...record.history, { at: now(), model: earlier.model }] };
        return save(back, 'deployment-rolled-back', `${name} answers with ${earlier.model} again`);
      },
      async remove(name) {
        await own(name);
        await storage.deployments.remove(name);
        await storage.audit.append(projectId, now(), 'deployment-removed', name);
      },
      async inputs(name) {
        const { hash } = await storage.versions.resolve(projectId, (await own(name)).model);
        return (await trainer.run(quick, (api) => api.inputs({ packageHash: hash }))) as InputInfo[];
      }
    },

    async monitor(name, options = {}) {
      await own(name);
      const job = { deployment: name, since: options.since ?? null };
      return (await importer.run(signalOf(options), (api) => api.monitor(job, signalOf(options), progressOf(options)))) as MonitorReport;
    }
  };
}

const newRecord = (spec: DeploymentSpec, projectId: string, at: number): DeploymentRecord => ({
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

function changed(before: DeploymentRecord, change: Partial<DeploymentSpec>, at: number): DeploymentRecord {
  const { name: _name, model, ...rest } = change;
  const set = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, value ?? (key === 'logShare' ? 1 : null)]));
  const isNewModel = model !== undefined && model !== before.model;
  return { ...before, ...set, ...(isNewModel ? { model, history: [...before.history, { at, model }] } : {}) };
}
