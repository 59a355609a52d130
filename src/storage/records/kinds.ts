import { datasetKind } from './dataset.ts';
import { deploymentKind, predictionKind, requestKind } from './deployment.ts';
import { featureKind } from './feature.ts';
import { keyKind } from './key.ts';
import { auditKind, jobKind, resultKind } from './log.ts';
import { projectKind } from './project.ts';
import { versionKind } from './registry.ts';
import { runKind } from './run.ts';

/** The kinds of records, by the store they are in. */
export const recordKinds = {
  projects: projectKind,
  datasets: datasetKind,
  runs: runKind,
  versions: versionKind,
  deployments: deploymentKind,
  predictions: predictionKind,
  requests: requestKind,
  audit: auditKind,
  results: resultKind,
  jobs: jobKind,
  features: featureKind,
  keys: keyKind
} as const;

export type RecordStore = keyof typeof recordKinds;
export type RecordVersions = Readonly<Record<string, number>>;

/** What the records of this build are: written into the database and into archives. */
export const recordVersions: RecordVersions = Object.fromEntries(Object.entries(recordKinds).map(([store, kind]) => [store, kind.version]));
