import type { RunRecord } from '../../storage/records/run.ts';
import type { LabelledRows } from '../experiment/labelled-rows.ts';

/** What the time of a run is forecast by. @param rows of the training part */
export const shapeOf = ({ inputs, target }: LabelledRows, rows: number): RunRecord['shape'] => ({
  rows,
  columns: inputs.columns.length,
  ...(target.kind === 'classes' && target.labels.length > 2 ? { outputs: target.labels.length } : {})
});
