import { isLatheError, LatheError } from '../../core/errors/lathe-error.ts';
import { shapeStepInvalid } from '../../core/errors/shaping.ts';
import type { Pacer } from '../../core/pacer.ts';
import type { ShapeStep } from '../../core/shape-step.ts';
import { dropColumns, keepColumns, renameColumn, reorderColumns } from './columns.ts';
import { convertUnits } from './convert.ts';
import { deriveColumn } from './derive.ts';
import { describeStep } from './describe-step.ts';
import { filterFrame } from './filter.ts';
import type { Frame } from './frame.ts';
import { generaliseColumn } from './generalise.ts';
import { groupFrame } from './group.ts';
import { joinFrames, type OtherTable } from './join.ts';
import type { JoinReport } from './join-report.ts';
import { maskColumn } from './mask.ts';
import { pseudonymiseColumns, type ProtectTools } from './pseudonymise.ts';
import { runRowStep } from './rows.ts';
import { sampleFrame } from './sample.ts';
import { sortFrame } from './sort.ts';

/** What one step did. */
export interface StepOutcome {
  readonly step: ShapeStep;
  /** In words: "Kept the rows where age > 30: 120 of 344." */
  readonly said: string;
  readonly rows: number;
  readonly columns: number;
  readonly join?: JoinReport;
}

export interface ShapeTools {
  /** Another stored table, to be joined. */
  readonly other: (datasetId: string) => Promise<OtherTable>;
  readonly pace: Pacer;
  readonly protect: ProtectTools;
  readonly onStep?: (index: number) => void;
}

/**
 * Does the steps one after the other. Nothing is copied yet but what a step has to look at.
 * @throws the errors of the steps, each with its number, from 0, as `context.step`
 */
export async function runSteps(
  start: Frame,
  steps: readonly ShapeStep[],
  tools: ShapeTools
): Promise<{ frame: Frame; outcomes: StepOutcome[] }> {
  let frame = start;
  const outcomes: StepOutcome[] = [];
  for (const [index, step] of steps.entries()) {
    tools.onStep?.(index);
    const done = await runStep(frame, step, tools).catch((error: unknown) => {
      throw withStep(error, index);
    });
    const said = describeStep(step, { before: frame, after: done.frame, ...(done.other === undefined ? {} : { other: done.other }) });
    outcomes.push({
      step,
      said,
      rows: done.frame.rows,
      columns: done.frame.columns.length,
      ...(done.report ? { join: done.report } : {})
    });
    frame = done.frame;
  }
  return { frame, outcomes };
}

const withStep = (error: unknown, step: number): unknown =>
  isLatheError(error) ? new LatheError(error.code, error.message, error.hint, { ...error.context, step }, error) : error;

interface Done {
  readonly frame: Frame;
  readonly report?: JoinReport;
  /** The name of the table joined. */
  readonly other?: string;
}

async function runStep(frame: Frame, step: ShapeStep, { other, pace, protect }: ShapeTools): Promise<Done> {
  switch (step.kind) {
    case 'filter':
      return { frame: await filterFrame(frame, step.where, pace) };
    case 'derive':
      return { frame: await deriveColumn(frame, step.column, step.formula, pace) };
    case 'convert':
      return { frame: await convertUnits(frame, step, pace) };
    case 'keep':
      return { frame: keepColumns(frame, step.columns) };
    case 'drop':
      return { frame: dropColumns(frame, step.columns) };
    case 'rename':
      return { frame: renameColumn(frame, step.from, step.to) };
    case 'reorder':
      return { frame: reorderColumns(frame, step.columns) };
    case 'sort':
      return { frame: await sortFrame(frame, step.by, pace) };
    case 'sample':
      return { frame: await sampleFrame(frame, step, pace) };
    case 'group':
      return { frame: await groupFrame(frame, step, pace) };
    case 'join': {
      const table = await other(step.datasetId);
      return { ...(await joinFrames(frame, table, step, pace)), other: table.name };
    }
    case 'keep-rows':
    case 'drop-rows':
    case 'group-rows':
    case 'label-rows':
      return { frame: await runRowStep(frame, step, pace) };
    case 'pseudonymise':
      return { frame: await pseudonymiseColumns(frame, step, protect, pace) };
    case 'mask':
      return { frame: await maskColumn(frame, step, protect, pace) };
    case 'generalise':
      return { frame: await generaliseColumn(frame, step, pace) };
    default:
      throw shapeStepInvalid(String((step as { kind: unknown }).kind), 'there is no such step', 'Check the kind of the step.');
  }
}
