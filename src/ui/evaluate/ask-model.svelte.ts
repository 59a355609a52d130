import type { ScoredRow } from '../../app/api/judging.ts';
import type { Project } from '../../app/api/projects.ts';
import type { Row } from '../kit/model-row.ts';

/** Asks the model of a run about rows as they are edited: one question under way at a time, and only the latest waits. */
export class AskModel {
  readonly #project: Project;
  readonly #onError: (error: unknown) => void;
  answer = $state.raw<{ readonly runId: string; readonly row: Row; readonly scored: ScoredRow } | null>(null);
  /** Milliseconds from the change to the answer, of the last one. */
  tookMs = $state(0);
  #waiting: { runId: string; row: Row } | null = null;
  #busy = false;

  constructor(project: Project, onError: (error: unknown) => void) {
    this.#project = project;
    this.#onError = onError;
  }

  ask(runId: string, row: Row): void {
    this.#waiting = { runId, row };
    if (!this.#busy) void this.#work();
  }

  async #work(): Promise<void> {
    this.#busy = true;
    while (this.#waiting) {
      const { runId, row } = this.#waiting;
      this.#waiting = null;
      const start = performance.now();
      try {
        const [scored] = await this.#project.whatIf(runId, [{ ...row }]);
        this.tookMs = performance.now() - start;
        if (scored) this.answer = { runId, row, scored };
      } catch (error) {
        this.#onError(error);
      }
    }
    this.#busy = false;
  }
}
