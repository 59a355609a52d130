import type { SpecialTask } from '../../core/special-task.ts';
import type { TaskModelType } from '../../core/task-model.ts';
import { counted } from '../../core/words.ts';
import type { ModelInfo } from '../api/training.ts';
import { taskModelTypes } from './models.ts';

/** The kinds of models of a task that goes its own way; those that take fewer rows than there are don't fit. */
export const taskModelInfos = (task: SpecialTask, rows: number): ModelInfo[] =>
  taskModelTypes.all.filter((model) => model.task === task).map((model) => infoOf(model, rows));

function infoOf({ id, label, doc, family, task, params, mostRows }: TaskModelType, rows: number): ModelInfo {
  const isTooMany = mostRows !== undefined && rows > mostRows;
  const reason = isTooMany ? { reason: `It takes at most ${counted(mostRows, 'row')}, and there are ${counted(rows, 'row')}.` } : {};
  return { id, label, doc, family, tasks: [task], fits: !isTooMany, ...reason, params: structuredClone(params) as ModelInfo['params'] };
}
