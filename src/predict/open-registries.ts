import { unknownId } from '../core/errors/anywhere.ts';
import type { Registered, Registry } from '../core/registry.ts';
import type { ModelScorer } from './model-scorer.ts';
import type { StepApplier } from './step-applier.ts';

/**
 * Stands in for model-registry.ts and step-registry.ts in the runtime of exported files (tools/predict-runtime.js): those carry what their package needs and
 * no more, and say so here before a package is opened.
 */
function openRegistry<T extends Registered>(name: string): Registry<T> & { add(entry: T): void } {
  const all: T[] = [];
  const find = (id: string) => all.find((entry) => entry.id === id);
  return {
    all,
    find,
    add: (entry) => void all.push(entry),
    get(id) {
      const entry = find(id);
      if (!entry) {
        const known = all.map((other) => other.id);
        throw unknownId(name, id, known);
      }
      return entry;
    }
  };
}

export const modelScorers = openRegistry<ModelScorer>('model scorer');
export const stepAppliers = openRegistry<StepApplier>('recipe step');
