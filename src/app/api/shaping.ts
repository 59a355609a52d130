import type { Finding } from '../../core/finding.ts';
import type { ColumnType, Role } from '../../core/schema.ts';
import type { JoinHow, ShapeStep } from '../../core/shape-step.ts';
import type { Dataset } from './data.ts';
import type { Watch } from './watch.ts';

/** Tables made from tables, and what is done with versions. */
export interface ShapingVerbs {
  /**
   * Makes a new version by steps: filter, derive, keep, drop, rename, reorder, sort, sample, group, join; and what protects people: pseudonymise, mask,
   * generalise. It names its parents and its steps, shares every column no step touched, and becomes the current one; `restore` goes back.
   */
  shape(datasetId: string, steps: ShapeStep[], options?: Watch): Promise<Dataset>;
  /** What the steps would make: row counts, the first rows, the report of each join, and what would leak. Nothing is stored. A failure names its step in `context.step`. */
  previewShape(datasetId: string, steps: ShapeStep[], options?: Watch): Promise<ShapePreview>;
  /**
   * Makes a version of rows that were made up from the version's own (a Gaussian copula), for sharing: as many as there are unless `rows` says otherwise. It is
   * marked as synthetic, and so is all that is made from it; `synthetic` of the version says how near its rows come to real ones and what they are worth.
   * The test part of a question takes no part. No guarantee of privacy.
   */
  synthesise(datasetId: string, options?: { rows?: number; seed?: number } & Watch): Promise<Dataset>;
  /** The tables that can be joined: the current version of every project, and the other versions of this one. */
  tables(): Promise<JoinableTable[]>;
  /** What differs between two versions, zones and units too. Rows are told apart by `key`: the column with the role id when not given, their content when it is empty. */
  diff(before: string, after: string, options?: { key?: string[] } & Watch): Promise<VersionDiff>;
  /** The tags of a version, all of them. A tag stands at one version of a project: given to another one it moves. */
  tag(datasetId: string, tags: string[]): Promise<Dataset>;
  /** An older version becomes the current one, as a new entry. Nothing is deleted. */
  restore(datasetId: string): Promise<Dataset>;
  /** Removes a version and what only it takes. Refused with `version-in-use` while the project, a split, a run or a package needs it. */
  removeVersion(datasetId: string): Promise<void>;
  /** Bytes of each version, oldest first: `own` is freed by removing it, `shared` something else has as well. */
  storage(): Promise<{ id: string; own: number; shared: number }[]>;
}

export interface JoinableTable {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly project: string;
  readonly isOwn: boolean;
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
}

/** What a join finds on one side. Rows without a key count as unmatched. */
export interface JoinSide {
  readonly rows: number;
  readonly matched: number;
  readonly unmatched: number;
  readonly missingKeys: number;
  readonly keys: number;
  readonly repeatedKeys: number;
  /** The first few keys that match nothing. */
  readonly examples: readonly string[];
}

export interface JoinReport {
  readonly left: JoinSide;
  readonly right: JoinSide;
  readonly kind: 'one-to-one' | 'one-to-many' | 'many-to-one' | 'many-to-many';
  readonly largestFanOut: number;
  /** Unmatched rows that would match if case and outer spaces did not count. */
  readonly nearMatches: number;
  /** Rows afterwards, for each way to join. */
  readonly rows: Readonly<Record<JoinHow, number>>;
}

export interface ShapePreview {
  readonly rows: number;
  /** Of categories the first 200 labels. */
  readonly columns: readonly {
    readonly name: string;
    readonly type: ColumnType;
    readonly role: Role;
    readonly labels?: readonly string[];
    readonly zone?: string;
    readonly unit?: string;
  }[];
  /** The first 20 rows at most. */
  readonly head: readonly Record<string, unknown>[];
  readonly outcomes: readonly {
    readonly step: ShapeStep;
    readonly said: string;
    readonly rows: number;
    readonly columns: number;
    readonly join?: JoinReport;
  }[];
  readonly findings: readonly Finding[];
}

export interface VersionDiff {
  readonly schema: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly renamed: readonly { readonly from: string; readonly to: string }[];
    readonly retyped: readonly { readonly name: string; readonly from: ColumnType; readonly to: ColumnType }[];
    readonly roles: readonly { readonly name: string; readonly from: Role; readonly to: Role }[];
    /** Zones, units, pairs of degrees and orders of levels that are said otherwise; null = not said. */
    readonly marks: readonly {
      readonly name: string;
      readonly mark: 'isOrdinal' | 'longitude' | 'zone' | 'unit';
      readonly from: string | null;
      readonly to: string | null;
    }[];
    readonly reordered: boolean;
  };
  readonly rows: {
    readonly by: 'key' | 'content';
    readonly key: readonly string[];
    readonly before: number;
    readonly after: number;
    readonly added: number;
    readonly removed: number;
    readonly changed: number;
    readonly same: number;
    readonly columns: readonly { readonly name: string; readonly changed: number }[];
    readonly examples: readonly { readonly key: string; readonly column: string; readonly before: string; readonly after: string }[];
  };
  /** Distributions of the columns whose values differ, the strongest evidence first; p-values are corrected for their number. */
  readonly shifts: readonly {
    readonly column: string;
    readonly test: string;
    readonly statistic: number | null;
    readonly pValue: number | null;
    readonly before: string;
    readonly after: string;
    readonly missingBefore: number;
    readonly missingAfter: number;
  }[];
  /** Images, and columns of another type. */
  readonly notCompared: readonly string[];
}
