import { deploymentExists, nothingToRollBack } from '../../core/errors/deploying.ts';
import type { DeploymentRecord } from '../../storage/records/deployment.ts';
import type { DeploymentVerbs, Prediction } from '../api/deploying.ts';
import type { InputInfo } from '../api/inputs.ts';
import type { Project } from '../api/projects.ts';
import type { Services } from '../services.ts';
import { changedDeployment, checkDeployment, newDeployment, ownDeployment } from './deployment-records.ts';
import { deploymentOf } from './from-records.ts';
import { progressOf, signalOf } from './watch.ts';
import { watchingVerbs } from './watching.ts';

type Keeping = Pick<DeploymentVerbs, 'create' | 'list' | 'update' | 'rollback' | 'remove'>;
type Answering = Omit<DeploymentVerbs, keyof Keeping | 'log' | 'sendTest'>;

/** Models that answer on this device, and the watch over them. */
export function deploymentVerbs(services: Services, projectId: string): Pick<Project, 'deployments' | 'monitor'> {
  const { log, sendTest, monitor } = watchingVerbs(services, projectId);
  return { deployments: { ...keepingVerbs(services, projectId), ...answeringVerbs(services, projectId), log, sendTest }, monitor };
}

/** What changes a deployment's record; each change stands in the audit log. */
function keepingVerbs({ storage, now, baseUrl }: Services, projectId: string): Keeping {
  const save = async (record: DeploymentRecord, action: string, detail: string) => {
    await storage.deployments.put(record);
    await storage.audit.append(projectId, now(), action, detail);
    return deploymentOf(record, baseUrl);
  };
  return {
    async create(spec) {
      await checkDeployment(storage, projectId, spec);
      if (await storage.deployments.find(spec.name)) throw deploymentExists(spec.name);
      return save(newDeployment(spec, projectId, now()), 'deployment-created', `${spec.name} answers with ${spec.model}`);
    },
    list: async () => (await storage.deployments.list(projectId)).map((record) => deploymentOf(record, baseUrl)),
    async update(name, { name: _name, ...change }) {
      const before = await ownDeployment(storage, projectId, name);
      await checkDeployment(storage, projectId, change);
      return save(changedDeployment(before, change, now()), 'deployment-changed', `${name}: ${Object.keys(change).join(', ')}`);
    },
    async rollback(name) {
      const record = await ownDeployment(storage, projectId, name);
      const earlier = record.history.at(-2);
      if (!earlier) throw nothingToRollBack(name);
      const back = { ...record, model: earlier.model, split: null, history: [...record.history, { at: now(), model: earlier.model }] };
      return save(back, 'deployment-rolled-back', `${name} answers with ${earlier.model} again`);
    },
    async remove(name) {
      await ownDeployment(storage, projectId, name);
      await storage.deployments.remove(name);
      await storage.audit.append(projectId, now(), 'deployment-removed', name);
    }
  };
}

/** What asks the model behind a deployment, in the workers. */
function answeringVerbs({ storage, importer, reader, trainer }: Services, projectId: string): Answering {
  const quick = new AbortController().signal;
  const own = (name: string) => ownDeployment(storage, projectId, name);
  const answerFile: Answering['answerFile'] = async (name, source, { rules: onBroken = 'stop', units, marks, warnings, ...watch } = {}) => {
    await own(name);
    const said = { ...(units && { units }), ...(marks && { marks }), ...(warnings !== undefined && { warnings }) };
    return importer.run(signalOf(watch), (api) =>
      api.batch({ deployment: name, source, onBroken, ...said }, signalOf(watch), progressOf(watch))
    );
  };
  return {
    async predict(name, rows) {
      await own(name);
      return (await reader.run(quick, (api) => api.predict({ deployment: name, rows }))) as Prediction[];
    },
    answerFile,
    batch: async (name, source, options) => (await answerFile(name, source, options)).file,
    async feedback(name, labels) {
      await own(name);
      return reader.run(quick, (api) => api.feedback({ deployment: name, labels }));
    },
    async inputs(name) {
      const { hash } = await storage.versions.resolve(projectId, (await own(name)).model);
      return (await trainer.run(quick, (api) => api.inputs({ packageHash: hash }))) as InputInfo[];
    }
  };
}
