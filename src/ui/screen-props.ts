import type { Project } from '../app/api/projects.ts';
import type { Overview } from '../app/overview.ts';

/** What every screen of a step is given; both change as the project does. */
export interface ScreenProps {
  readonly project: Project;
  readonly overview: Overview;
}
