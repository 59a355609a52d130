import { unknownId } from '../../core/errors/anywhere.ts';
import { labelsInvalid } from '../../core/errors/deploying.ts';
import { isLatheError } from '../../core/errors/lathe-error.ts';
import type { Plain } from '../../core/plain.ts';
import type { FoundDeployment, GatewayDeps } from '../../stages/deploy/deployment-type.ts';
import { joinLabels, type JoinedLabels } from '../../stages/deploy/join-labels.ts';
import { predictRows } from '../../stages/deploy/predict-rows.ts';
import type { ServingServices } from '../services.ts';
import { createGatewayDeps } from './gateway-deps.ts';

/** One as long as its storage is open, so that scorers stay ready. */
const opened = new WeakMap<object, GatewayDeps>();

function depsOf(services: ServingServices): GatewayDeps {
  const deps = opened.get(services.storage) ?? createGatewayDeps(services);
  opened.set(services.storage, deps);
  return deps;
}

async function foundOf(name: string, services: ServingServices): Promise<{ deps: GatewayDeps; found: FoundDeployment }> {
  const deps = depsOf(services);
  const found = await deps.find(name);
  if (!found)
    throw unknownId(
      'deployment',
      name,
      (await services.storage.deployments.list()).map((known) => known.name)
    );
  return { deps, found };
}

/** Answers rows as the deployment's address would: same choice of version, same logs, without HTTP. */
export async function predictWithDeployment(
  job: { readonly deployment: string; readonly rows: readonly Record<string, unknown>[]; readonly simulated?: boolean },
  services: ServingServices
): Promise<Plain> {
  const known = await foundOf(job.deployment, services);
  const { found } = known;
  const deps = job.simulated === true ? marked(known.deps, services) : known.deps;
  const start = deps.clock();
  const log = (status: number) =>
    deps.logRequest({
      id: deps.newId(),
      deployment: job.deployment,
      at: deps.now(),
      status,
      rows: job.rows.length,
      latencyMs: deps.clock() - start
    });
  try {
    const predictions = await predictRows(deps, found, job.rows);
    await log(200);
    return predictions as unknown as Plain;
  } catch (error) {
    await log(isLatheError(error) && error.code === 'rows-invalid' ? 422 : 500);
    throw error;
  }
}

/** The same outside world, with a mark on everything that is logged: this traffic is nobody's. */
const marked = (deps: GatewayDeps, { storage }: ServingServices): GatewayDeps => ({
  ...deps,
  log: (predictions) => storage.predictions.addAll(predictions.map((prediction) => ({ ...prediction, simulated: true }))),
  logRequest: (request) => storage.predictions.addRequest({ ...request, simulated: true })
});

/**
 * Late labels: the true answers of predictions given before, all of them or none.
 * @throws LatheError `unknown-id`, `labels-invalid`, `labels-impossible`
 */
export async function takeFeedback(
  job: { readonly deployment: string; readonly labels: readonly { readonly id: string; readonly actual: unknown }[] },
  services: ServingServices
): Promise<JoinedLabels> {
  const labels = job.labels.map(({ id, actual }) => {
    if (typeof actual !== 'string' && typeof actual !== 'number' && typeof actual !== 'boolean') throw labelsInvalid(id);
    return { id, actual };
  });
  const { deps, found } = await foundOf(job.deployment, services);
  return joinLabels(deps, found, labels);
}
