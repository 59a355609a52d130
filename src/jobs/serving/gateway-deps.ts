import { decodePackage } from '../../predict/package-file.ts';
import type { ModelPackage } from '../../predict/package-type.ts';
import { createScorer } from '../../predict/scorer.ts';
import type { FoundDeployment, GatewayDeps, ResolvedModel } from '../../stages/deploy/deployment-type.ts';
import type { DeploymentRecord } from '../../storage/records/deployment.ts';
import type { ServingServices } from '../services.ts';
import { asWritten } from './as-written.ts';

/** Scorers kept ready; a package is some hundred kilobytes. */
const MOST_SCORERS = 8;

type ReadyModel = Pick<ResolvedModel, 'scorer' | 'asWritten'>;

const readyModel = (pkg: ModelPackage): ReadyModel => ({ scorer: createScorer(pkg), asWritten: asWritten(pkg.inputs) });

/** The gateway's outside world over storage. Scorers are prepared once and kept. */
export function createGatewayDeps({ storage, now, clock, draw, newId }: ServingServices): GatewayDeps {
  const scorers = new Map<string, Promise<ReadyModel>>();
  const scorerOf = (hash: string): Promise<ReadyModel> => {
    const known = scorers.get(hash);
    if (known) return known;
    const fresh = storage.packages.get(hash).then(decodePackage).then(readyModel);
    scorers.set(hash, fresh);
    fresh.catch(() => scorers.delete(hash));
    if (scorers.size > MOST_SCORERS) scorers.delete(scorers.keys().next().value!);
    return fresh;
  };
  const found = (deployment: DeploymentRecord): FoundDeployment => ({
    deployment,
    async resolve(model) {
      const { name, version, hash } = await storage.versions.resolve(deployment.projectId, model);
      return { ...(await scorerOf(hash)), name, version };
    }
  });
  return {
    list: async () => (await storage.deployments.list()).map(found),
    async find(name) {
      const deployment = await storage.deployments.find(name);
      return deployment && found(deployment);
    },
    now,
    clock,
    rng: draw,
    newId,
    log: (predictions) => storage.predictions.addAll(predictions),
    logRequest: (request) => storage.predictions.addRequest(request),
    async answeredBy(deployment, ids) {
      const records = await storage.predictions.named(deployment, ids);
      return new Map(records.map(({ id, model, version }) => [id, `${model.replace(/[@:].*$/, '')}@${version}`]));
    },
    setActuals: (deployment, labels) => storage.predictions.setActuals(deployment, labels),
    shadowFailed: (deployment, error) => console.warn(`The shadow of ${deployment} could not answer:`, error)
  };
}
