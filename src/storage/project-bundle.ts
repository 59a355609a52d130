import type { DatasetRecord } from './records/dataset.ts';
import type { DeploymentRecord, PredictionRecord, RequestRecord } from './records/deployment.ts';
import type { FeatureRecord } from './records/feature.ts';
import type { AuditRecord, ResultRecord } from './records/log.ts';
import type { ProjectRecord } from './records/project.ts';
import type { VersionRecord } from './records/registry.ts';
import type { RunRecord } from './records/run.ts';
import type { AuditHeadRow } from './stores.ts';

/** Every record of one project. The bytes they refer to are chunks, named by `chunks`. */
export interface ProjectBundle {
  readonly project: ProjectRecord;
  readonly datasets: readonly DatasetRecord[];
  readonly runs: readonly RunRecord[];
  /** Their hashes. */
  readonly packages: readonly string[];
  readonly versions: readonly VersionRecord[];
  readonly deployments: readonly DeploymentRecord[];
  readonly predictions: readonly PredictionRecord[];
  readonly requests: readonly RequestRecord[];
  readonly audit: readonly AuditRecord[];
  readonly auditHead: AuditHeadRow | null;
  readonly results: readonly ResultRecord[];
  /** Those its recipes use. They belong to all projects. */
  readonly features: readonly FeatureRecord[];
}

/** Ids and names that are taken already, of those a bundle would bring. */
export interface TakenNames {
  readonly project: boolean;
  readonly datasets: ReadonlySet<string>;
  readonly runs: ReadonlySet<string>;
  readonly deployments: ReadonlySet<string>;
}

/** One project coming in from outside: its chunks first, then all its records in one transaction. */
export interface BundleWriter {
  /** @returns the SHA-256 the bytes are stored under */
  putChunk(bytes: Uint8Array): Promise<string>;
  commit(bundle: ProjectBundle): Promise<void>;
  abandon(): Promise<void>;
}

export interface Bundles {
  /** All records of a project as they were at one moment, and the hashes of the chunks they refer to, sorted. */
  read(projectId: string): Promise<{ readonly bundle: ProjectBundle; readonly chunks: readonly string[] }>;
  taken(bundle: ProjectBundle): Promise<TakenNames>;
  write(): Promise<BundleWriter>;
}
