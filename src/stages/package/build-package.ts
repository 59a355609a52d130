import type { PlainRecord } from '../../core/plain.ts';
import type { FittedStep } from '../../core/recipe.ts';
import type { ColumnSchema } from '../../core/schema.ts';
import type { Table } from '../../core/table.ts';
import { checkPackage } from '../../predict/package-check.ts';
import type { ModelPackage, PackageTarget } from '../../predict/package-type.ts';
import { createScorer } from '../../predict/scorer.ts';
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
  readonly uncertainty: ModelPackage['uncertainty'];
  readonly provenance: ModelPackage['provenance'];
}

/**
 * Puts a package together: inputs and references come from training rows alone, the reference of the answers from held-out rows.
 * @throws LatheError `column-not-found`, `package-damaged` (weights that are not finite, for one)
 */
export function buildPackage(parts: PackageParts): ModelPackage {
  const { recipe, names } = withoutDropped(
    parts.recipe,
    parts.features.map(({ name }) => name)
  );
  const features = parts.features.filter(({ name }) => names.includes(name));
  const inputs = inputColumns(features, parts.training);
  const columns = parts.training.columns.filter(({ name }) => names.includes(name));
  const unreferenced = {
    format: 'lathe-package',
    formatVersion: 1,
    task: parts.target.labels ? 'classification' : 'regression',
    inputs,
    target: parts.target,
    recipe,
    model: parts.model,
    calibration: parts.calibration,
    threshold: parts.threshold,
    uncertainty: parts.uncertainty,
    provenance: parts.provenance
  } as const;
  const empty: ModelPackage['reference'] = {
    columns: [],
    prediction: { kind: 'number', name: parts.target.name, edges: new Float64Array(0), below: new Float64Array(0), rows: 0, missing: 0 }
  };
  const scores = createScorer({ ...unreferenced, reference: empty }).scoreTable(parts.heldOut);
  const reference = {
    columns: referenceColumns({ rows: parts.training.rows, columns }),
    prediction: referencePrediction(parts.target, scores)
  };
  const pkg: ModelPackage = { ...unreferenced, reference };
  checkPackage(pkg);
  return pkg;
}
