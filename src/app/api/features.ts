import type { RecipeStep } from '../../core/recipe.ts';

/** Features that were given a name, to be used by all projects of this browser. */
export interface FeatureVerbs {
  /** All of them, each version by itself, by name and then the newest first. */
  list(): Promise<StoredFeature[]>;
  /** Checks a formula against the columns of this project and keeps it. A name that is there gets its next version, with the description and the owner it has where none are given; the same again keeps nothing anew. */
  save(feature: { name: string; expression: string; description?: string; owner?: string }): Promise<StoredFeature>;
  /**
   * Puts a feature before the steps of this project's recipe, in the place of another version of it where there is one. Models trained from then on work
   * it out themselves, wherever they are used. Numbers in another unit of the same kind are brought to that of the feature; what can't be, and times read
   * by other clocks, are refused (`feature-input-other`).
   * @param options.columns which column stands for an input; an input that is left out is the column of its own name
   * @param options.as what the new column is called; the feature's name when left out
   */
  use(name: string, options?: { version?: number; columns?: Record<string, string>; as?: string }): Promise<RecipeStep[]>;
  /** Those in this project's recipe, and whether there is a newer version. */
  used(): Promise<UsedFeature[]>;
  /** Removes one version. One that projects use only with `evenIfUsed`: their recipes hold the formula themselves. */
  remove(name: string, version: number, options?: { evenIfUsed?: boolean }): Promise<void>;
}

export interface StoredFeature {
  name: string;
  version: number;
  description: string;
  owner: string;
  expression: string;
  /** With the unit or the zone that each had in the project it was written for. */
  inputs: { name: string; type: string; unit?: string; zone?: string }[];
  type: string;
  /** SHA-256 over formula, inputs with their units and zones, and type. */
  hash: string;
  createdAt: number;
  from: { projectId: string; projectName: string; datasetHash: string };
  isNewest: boolean;
  /** Projects whose recipe has this version. */
  usedBy: { id: string; name: string }[];
}

export interface UsedFeature {
  name: string;
  version: number;
  /** What its column is called here. */
  as: string;
  /** The formula over the columns of this project. */
  expression: string;
  /** The newest version there is; null where none is stored any more. */
  newest: number | null;
}
