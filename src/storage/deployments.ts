import { nameTaken } from '../core/errors/anywhere.ts';
import type { Database } from './database.ts';
import { requireProject } from './project-guard.ts';
import { deploymentKind } from './records/deployment.ts';
import type { Storage } from './storage.ts';

export function createDeployments(db: Database): Storage['deployments'] {
  const { deployments, predictions, requests } = db.stores;
  return {
    put: (deployment) =>
      db.write(['projects', 'deployments'], async () => {
        await requireProject(db, deployment.projectId);
        const other = await deployments.get(deployment.name);
        if (other && other.projectId !== deployment.projectId) throw nameTaken('deployment', deployment.name);
        await deployments.put(deploymentKind.check(deployment));
      }),
    find: (name) => db.read(['deployments'], () => deployments.get(name)),
    list: (projectId) =>
      db.read(['deployments'], () =>
        projectId === undefined ? deployments.toArray() : deployments.where('projectId').equals(projectId).toArray()
      ),
    remove: (name) =>
      db.write(['deployments', 'predictions', 'requests'], async () => {
        await deployments.delete(name);
        await predictions.where('deployment').equals(name).delete();
        await requests.where('deployment').equals(name).delete();
      })
  };
}
