import type { CalibrationKind } from '../../core/calibration-kind.ts';
import type { ColumnType } from '../../core/schema.ts';
import type { InputInfo } from './inputs.ts';
import type { Watch } from './watch.ts';

/** Registered packages. */
export interface RegistryVerbs {
  register(runId: string, name: string, options?: Watch): Promise<ModelVersion>;
  list(): Promise<ModelVersion[]>;
  /** What the package of `name@3` or `name:champion` holds, and how fast it answers on this device. */
  inspect(model: string): Promise<PackageContents>;
  /** An experiment: reads a copy in which the byte at this share of the file (0 to 1) was changed. The stored package stays as it is. */
  alterByte(model: string, share: number): Promise<AlteredPackage>;
  /** Aliases such as champion and challenger; moving one is how a model is promoted or rolled back. */
  alias(name: string, alias: string, version: number): Promise<void>;
}

/** A package as a file that answers elsewhere. */
export interface ExportVerbs {
  export(model: string, format: ExportFormat, options?: Watch): Promise<{ file: Blob; name: string; parity: Parity }>;
}

export interface ModelVersion {
  name: string;
  version: number;
  aliases: string[];
  runId: string;
  hash: string;
  /** `passed` is null where a check does not apply; its detail says why. */
  checks: { name: string; passed: boolean | null; detail: string }[];
  createdAt: number;
}

export interface PackageContents {
  hash: string;
  bytes: number;
  task: string;
  inputs: InputInfo[];
  target: { name: string; type: ColumnType; labels?: readonly string[]; positive?: string };
  recipe: { kind: string; columns: readonly string[]; bytes: number }[];
  model: { id: string; label: string; params: Record<string, unknown> };
  calibration: CalibrationKind | null;
  threshold: number | null;
  uncertainty: { method: string; halfWidth: number; n: number } | null;
  provenance: {
    datasetHash: string;
    splitHash: string;
    recipeHash: string;
    seed: number;
    trainRows: number;
    latheVersion: string;
    /** The rows it was trained on were made up. */
    synthetic?: true;
  };
  /** What takes how much of the file. */
  parts: { name: string; bytes: number }[];
  /** What somebody who is given the file can learn from it about the training rows. */
  tells: readonly string[];
  /** A single answer, warm, on this device; the median over many. */
  msPerRow: number;
}

export interface AlteredPackage {
  /** The byte that was changed, of how many, and its value before and after. */
  at: number;
  bytes: number;
  before: number;
  after: number;
  /** SHA-256 of the changed copy. */
  hash: string;
  refused: boolean;
  code: string;
  message: string;
}

export type ExportFormat = 'lathe' | 'html' | 'javascript';

/** What was compared, on how many rows, and the largest difference from the app's own answer. */
export interface Parity {
  checked: boolean;
  rows: number;
  maxDifference: number;
  tolerance: number;
}
