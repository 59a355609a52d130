import { countOf } from '../../core/words.ts';
import type { StepEffect } from '../../app/api/preparing.ts';
import type { Overview } from '../../app/overview.ts';

/** A short, honest answer to "How do you keep training and serving the same?", from this project's records. */
export function interviewAnswer({ runs, versions }: Pick<Overview, 'runs' | 'versions'>, effects: readonly StepEffect[]): string {
  const trained = runs.filter((run) => run.status === 'done').length;
  const recipe =
    effects.length === 0
      ? 'The model here takes its columns as they are'
      : `The ${countOf(effects.length, 'step')} here ${effects.length === 1 ? 'is' : 'are'} fitted once, on training rows`;
  const same = 'what was learned is stored inside the model package, and one scorer reads it: in evaluation, in the form, in every export.';
  const proof =
    versions.length > 0
      ? `An export is checked against the package on held-out rows before it is handed over; ${countOf(versions.length, 'version')} ${versions.length === 1 ? 'has' : 'have'} been packaged so far.`
      : trained > 0
        ? `${countOf(trained, 'run')} ${trained === 1 ? 'is' : 'are'} done; none is packaged yet, so no export has been held against it.`
        : 'Nothing has been trained yet, so this is a promise of the design and not yet a fact of this project.';
  return `${recipe}; ${same} ${proof.slice(0, 1).toUpperCase()}${proof.slice(1)}`;
}
