import type { ParamSpecs } from './params.ts';
import type { SpecialTask } from './special-task.ts';

/**
 * A kind of model for a special task, as far as everyone may know it: what it is called, what it takes. How it is fitted stands in the definition that
 * its stage makes of this.
 */
export interface TaskModelType<S extends ParamSpecs = ParamSpecs> {
  readonly id: string;
  readonly label: string;
  /** One sentence: what it assumes, what it is good at, what it costs. */
  readonly doc: string;
  /** In one word what it looks for: centres, densities, seasons. */
  readonly family: string;
  readonly task: SpecialTask;
  /** What the problem must say beside the task, and how its want is told. */
  readonly needs?: { readonly key: string; readonly reason: string };
  /** Most rows a fit takes, where its time or its memory would run away; more are refused. */
  readonly mostRows?: number;
  readonly params: S;
}
