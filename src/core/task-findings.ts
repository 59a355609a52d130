import type { SpecialTask } from './special-task.ts';

/** What a run of a special task found, as it is read again; each task adds its own. Plain data. */
export interface TaskFindings {
  readonly task: SpecialTask;
  readonly model: string;
  /** What it comes to, in a sentence or two. */
  readonly sentence: string;
  readonly [more: string]: unknown;
}

/** What the findings of a run are kept under. */
export const taskFindingsKey = (runId: string): string => `task-findings:${runId}`;
export const TASK_FINDINGS = 'task-findings';
