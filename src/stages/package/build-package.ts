import type { PlainRecord } from '../../core/plain.ts';
import type { FittedStep } from '../../core/recipe.ts';
import type { ColumnSchema } from '../../core/schema.ts';
import type { Table } from '../../core/table.ts';
import { checkPackage } from '../../predict/package-check.ts';
import type { Limits } from '../../predict/limits-type.ts';
import type { ModelPackage, PackageTarget } from '../../predict/package-type.ts';
import { createScorer } from '../../predict/scorer.ts';
import type { Scores } from '../../predict/scores.ts';
import { inputColumns, withoutDropped } from './input-columns.ts';
import { referenceColumns, referencePrediction } from './reference-columns.ts';

export interface PackageParts {
  /** The feature columns, in the order the recipe was fitted on. */
  readonly features: readonly ColumnSchema[];
  /** Training rows with (at least) the feature columns, before the recipe. */
  readonly training: Table;
  /** Rows whose answers become the reference: validation rows, since of training rows a model is surer than it will ever be again. */
  readonly heldOut: Table;
  readonly target: PackageTarget;
  readonly recipe: readonly FittedStep[];
  readonly model: { readonly id: string; readonly label: string; readonly params: PlainRecord; readonly state: PlainRecord };
  readonly calibration: ModelPackage['calibration'];
  readonly threshold: number | null;
  readonly decision?: ModelPackage['decision'];
  readonly uncertainty: ModelPackage['uncertainty'];
  readonly limits?: ModelPackage['limits'];
  readonly provenance: ModelPackage['provenance'];
}

/**
 * Puts a package together: inputs and references come from training rows alone, the reference of the answers from held-out rows.
 * @throws LatheError `column-not-found`, `package-damaged` (weights that are not finite, for one)
 */
export function buildPackage(parts: PackageParts): ModelPackage {
  const pkg = startPackage(parts);
  return endPackage(pkg, parts.training, createScorer(pkg).scoreTable(parts.heldOut));
}

/** All of a package but what it says of the rows it was made from: enough to score the held-out rows with. */
export function startPackage(parts: Omit<PackageParts, 'heldOut'>): ModelPackage {
  const all = parts.features.map(({ name }) => name);
  const needed = neededBeside(parts.limits, all);
  const { recipe, names } = withoutDropped(parts.recipe, all, needed);
  const features = parts.features.filter(({ name }) => names.includes(name));
  return {
    format: 'lathe-package',
    formatVersion: 1,
    task: parts.target.labels ? 'classification' : 'regression',
    inputs: inputColumns(features, parts.training),
    target: parts.target,
    recipe,
    model: parts.model,
    calibration: parts.calibration,
    threshold: parts.threshold,
    ...(parts.decision ? { decision: parts.decision } : {}),
    uncertainty: parts.uncertainty,
    ...(parts.limits ? { limits: withoutDroppedBeside(parts.limits, all, needed) } : {}),
    provenance: parts.provenance,
    reference: {
      columns: [],
      prediction: { kind: 'number', name: parts.target.name, edges: new Float64Array(0), below: new Float64Array(0), rows: 0, missing: 0 }
    }
  };
}

/** What the models look at that know the limits of the model, and the column of the groups. */
function neededBeside(limits: PackageParts['limits'], all: readonly string[]): ReadonlySet<string> {
  const looked = (limits?.ends?.members ?? []).flatMap(({ recipe }) => withoutDropped(recipe, all).names);
  return new Set([...looked, ...(limits?.groups?.labels.length ? [limits.groups.column] : [])]);
}

function withoutDroppedBeside(limits: Limits, all: readonly string[], needed: ReadonlySet<string>): Limits {
  if (!limits.ends) return limits;
  const members = limits.ends.members.map((member) => ({ ...member, recipe: withoutDropped(member.recipe, all, needed).recipe }));
  return { ...limits, ends: { ...limits.ends, members } };
}

/**
 * The package with its references.
 * @param training the rows it was started with
 * @param scores what it says of the held-out rows
 * @throws LatheError `package-damaged`
 */
export function endPackage(started: ModelPackage, training: Table, scores: Scores): ModelPackage {
  const names = new Set(started.inputs.map(({ name }) => name));
  const columns = training.columns.filter(({ name }) => names.has(name));
  const pkg: ModelPackage = {
    ...started,
    reference: {
      columns: referenceColumns({ rows: training.rows, columns }),
      prediction: referencePrediction(started.target, scores)
    }
  };
  checkPackage(pkg);
  return pkg;
}
