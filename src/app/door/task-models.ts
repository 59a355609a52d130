import type { SpecialTask } from '../../core/special-task.ts';
import type { TaskModelType } from '../../core/task-model.ts';
import { counted } from '../../core/words.ts';
import type { ModelInfo } from '../api/training.ts';
import { taskModelTypes } from './models.ts';

/** The kinds of models of a task that goes its own way; those that take fewer rows than there are, or lack what they need, don't fit. */
export const taskModelInfos = (task: SpecialTask, rows: number, problem: Readonly<Record<string, unknown>>): ModelInfo[] =>
  taskModelTypes.all.filter((model) => model.task === task).map((model) => infoOf(model, reasonAgainst(model, rows, problem)));

function reasonAgainst({ mostRows, needs }: TaskModelType, rows: number, problem: Readonly<Record<string, unknown>>): string | null {
  if (mostRows !== undefined && rows > mostRows)
    return `It takes at most ${counted(mostRows, 'row')}, and there are ${counted(rows, 'row')}.`;
  return needs && problem[needs.key] === undefined ? needs.reason : null;
}

function infoOf({ id, label, doc, family, task, params }: TaskModelType, reason: string | null): ModelInfo {
  const fits = reason === null ? { fits: true } : { fits: false, reason };
  return { id, label, doc, family, tasks: [task], ...fits, params: structuredClone(params) as ModelInfo['params'] };
}
