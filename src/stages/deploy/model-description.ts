import type { FoundDeployment } from './deployment-type.ts';

/** A deployment in the list of all. */
export const summarize = ({ deployment }: FoundDeployment) => ({
  name: deployment.name,
  model: deployment.model,
  needsToken: deployment.token !== null,
  url: `/api/v1/models/${encodeURIComponent(deployment.name)}`,
  createdAt: deployment.createdAt
});

/** What one may know of a deployment before asking it: version, inputs, target. Never its token. */
export async function describeModel(found: FoundDeployment) {
  const { scorer, name, version } = await found.resolve(found.deployment.model);
  const { task, inputs, target, threshold, uncertainty, provenance } = scorer.pkg;
  return { ...summarize(found), resolved: { name, version }, task, target, inputs, threshold, uncertainty, provenance };
}
