import type { WorkContext } from '../../core/context.ts';
import type { Plain } from '../../core/plain.ts';
import type { PartName, SplitSpec } from '../../core/split.ts';
import { findColumn, type Column } from '../../core/table.ts';
import { describeDivision, type DivisionPicture } from '../../stages/split/describe-division.ts';
import { duplicatesAcross, type DuplicatesAcross } from '../../stages/split/duplicates-across.ts';
import { letGoOf, loadExperiment, type Experiment } from '../experiment/load-experiment.ts';
import type { JobServices } from '../services.ts';
import { lookAtSplit, tryDivision } from './look-at-split.ts';

/** A division as a screen draws it, the project's own or one that is only tried. */
export interface SplitDescription extends DivisionPicture {
  readonly spec: SplitSpec;
  readonly rows: Readonly<Record<PartName, number>>;
  /** Rows with an answer that are in no part. */
  readonly left: number;
  /** Rows of a later part that are, in every feature, copies of rows in an earlier one. */
  readonly copies: DuplicatesAcross;
  readonly notes: readonly string[];
}

/**
 * What is in each part. Nothing is stored and nothing is sealed or opened: only counts of the test part are shown.
 * @param job.spec a division to try; null = the project's, or the suggested one where there is none
 */
export async function describeSplit(
  job: { readonly projectId: string; readonly spec: SplitSpec | null },
  services: JobServices,
  context: WorkContext
): Promise<Plain> {
  const experiment = await loadExperiment(services.storage, job.projectId);
  const { spec, parts, notes } = job.spec ? tryDivision(experiment, job.spec) : await lookAtSplit(services, experiment);
  const rows = { train: parts.train.length, validation: parts.validation.length, test: parts.test.length };
  const described: SplitDescription = {
    spec,
    rows,
    left: experiment.usable.length - rows.train - rows.validation - rows.test,
    ...describeDivision(parts, { target: experiment.rows.target, ...orderAndGroup(experiment, spec) }),
    copies: await duplicatesAcross(experiment.rows.inputs, parts, context),
    notes
  };
  letGoOf(experiment);
  return described as unknown as Plain;
}

/** The columns that order and group the rows: those the division is made by, else those with the role. */
function orderAndGroup({ table, dataset }: Experiment, spec: SplitSpec): { order: Column | null; group: Column | null } {
  const named = (kind: SplitSpec['kind'], role: string) => {
    const byRole = dataset.columns.find((column) => column.role === role)?.name;
    const name = spec.kind === kind ? (spec.column ?? byRole) : byRole;
    return (name === undefined ? undefined : findColumn(table, name)) ?? null;
  };
  return { order: named('time', 'time'), group: named('group', 'group') };
}
