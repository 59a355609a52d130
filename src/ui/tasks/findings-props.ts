import type { Project } from '../../app/api/projects.ts';
import type { Run, TaskResults } from '../../app/api/training.ts';

/** What the findings of a run are shown by. */
export interface FindingsProps {
  readonly project: Project;
  readonly run: Run;
  readonly results: TaskResults;
}
