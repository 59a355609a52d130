import type { SearchGlance, SearchReport, SearchTrial } from '../../core/search-report.ts';
import { inSentence } from '../../core/words.ts';
import type { FieldFault } from '../../app/field-fault.ts';
import type { Project } from '../../app/api/projects.ts';
import type { Run, TuneSpec } from '../../app/api/training.ts';
import type { Workbench } from '../../app/workbench.svelte.ts';

interface Shown {
  readonly model: string;
  readonly trials: readonly SearchTrial[];
  /** What they tell so far; null before it is known, and of one that was read from storage. */
  readonly glance: SearchGlance | null;
  /** Null while it goes on. */
  readonly report: SearchReport | null;
}

/** The search of parameters that a screen shows: its own while it goes on, else the last one that was kept. */
export class SearchShown {
  current = $state.raw<Shown | null>(null);
  readonly #workbench: Pick<Workbench, 'run' | 'try'>;

  constructor(workbench: Pick<Workbench, 'run' | 'try'>) {
    this.#workbench = workbench;
  }

  /** @returns the run that won, and what is wrong with the question, for the form to show */
  async tune(project: Project, label: string, spec: TuneSpec): Promise<{ readonly best: Run | null; readonly fault: FieldFault | null }> {
    let fault: FieldFault | null = null;
    this.current = { model: spec.model, trials: [], glance: null, report: null };
    const onTrial = (trial: SearchTrial) => (this.current = this.current && { ...this.current, trials: [...this.current.trials, trial] });
    const onGlance = (glance: SearchGlance) => (this.current = this.current && { ...this.current, glance });
    const done = await this.#workbench.run(
      `Tuning ${inSentence(label)}`,
      (watch) => project.tune(spec, { ...watch, onTrial, onGlance }),
      (found) => (fault = found)
    );
    this.current = this.current && done ? { ...this.current, report: done.report } : await this.#last(project);
    return { best: done?.best ?? null, fault };
  }

  /** What the last search found, from storage: when a screen is opened, and when one ends that goes on from the job tray. One of this screen has its own. */
  async follow(project: Project): Promise<void> {
    const found = await this.#last(project);
    if (this.current === null || this.current.report !== null) this.current = found;
  }

  async #last(project: Project): Promise<Shown | null> {
    const report = (await this.#workbench.try(() => project.searches()))?.at(-1);
    return report ? { model: report.model, trials: report.trials, glance: null, report } : null;
  }
}
