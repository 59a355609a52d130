import type { Plain } from '../../core/plain.ts';
import type { PredictionRecord } from '../../storage/records/deployment.ts';
import type { DeploymentVerbs, LoggedAnswer } from '../api/deploying.ts';
import type { MonitorReport, WatchingVerbs } from '../api/watching.ts';
import type { Services } from '../services.ts';
import { ownDeployment } from './deployment-records.ts';
import { progressOf, signalOf } from './watch.ts';

const LOGGED_AT_ONCE = 50;

/** The log of a deployment, traffic to try the watch out with, and what the watch says. */
export function watchingVerbs(
  { storage, importer, now }: Services,
  projectId: string
): Pick<DeploymentVerbs, 'log' | 'sendTest'> & WatchingVerbs {
  const own = (name: string) => ownDeployment(storage, projectId, name);
  return {
    async log(name, { count = LOGGED_AT_ONCE } = {}) {
      await own(name);
      return (await storage.predictions.list(name)).slice(-count).reverse().map(loggedOf);
    },
    async sendTest(name, { rows, shift }, watch) {
      await own(name);
      const job = { deployment: name, rows, shift: shift ?? null };
      return importer.run(signalOf(watch), (api) => api.sendTestTraffic(job, signalOf(watch), progressOf(watch)));
    },
    async monitor(name, options = {}) {
      await own(name);
      const job = { deployment: name, since: options.since ?? null };
      const value = (await importer.run(signalOf(options), (api) => api.monitor(job, signalOf(options), progressOf(options)))) as Plain;
      await storage.results.put({ key: `monitor:${projectId}:${name}`, projectId, kind: 'monitor', value, createdAt: now() });
      return value as unknown as MonitorReport;
    }
  };
}

const loggedOf = ({ id, at, model, version, shadow, prediction, actual, simulated, latencyMs }: PredictionRecord): LoggedAnswer => ({
  id,
  at,
  model,
  version,
  shadow,
  prediction,
  actual,
  simulated: simulated === true,
  latencyMs
});
