import { argumentWrong, optionUnknown } from '../../../core/errors/anywhere.ts';
import { withStopCode } from '../../../core/errors/jobs.ts';
import { isAbort } from '../../../wire/error-wire.ts';
import { sayValue, type Misfit, type Shape } from './shape.ts';

/** What a verb must be given: its arguments in order, and one call as it should be. */
export interface Verb {
  readonly example: string;
  readonly given: readonly (readonly [name: string, shape: Shape])[];
}

/** The arguments of every verb of a door; the compiler sees to it that none is left out. */
export type ArgumentsOf<Door> = {
  readonly [K in keyof Door]: Door[K] extends (...given: never[]) => unknown ? Verb : ArgumentsOf<Door[K]>;
};

export const verb = (example: string, ...given: Verb['given']): Verb => ({ example, given });

interface Nested {
  readonly [name: string]: Verb | Nested;
}
type Call = (...given: unknown[]) => unknown;

/**
 * The same door, whose verbs look at what they are given before anything is done: a script may hand in anything. What is not a verb stays as it is.
 * A verb that is given something else answers with a rejected promise, LatheError `argument-wrong` or `option-unknown`. One that is stopped ends with an
 * AbortError of code `cancelled` or `paused`.
 */
export function guarded<Door extends object>(door: Door, verbs: ArgumentsOf<Partial<Door>>): Door {
  return guardedObject(door as Record<string, unknown>, verbs as Nested, '') as Door;
}

function guardedObject(door: Readonly<Record<string, unknown>>, verbs: Nested, path: string): Record<string, unknown> {
  const entries = Object.entries(verbs).map(([name, verb]) => {
    const own = door[name];
    const guard = isVerb(verb)
      ? guardedCall(own as Call, verb, path + name)
      : guardedObject(own as Record<string, unknown>, verb, `${path}${name}.`);
    return [name, guard] as const;
  });
  return { ...door, ...Object.fromEntries(entries) };
}

const isVerb = (entry: Verb | Nested): entry is Verb => Array.isArray(entry['given']);

function guardedCall(call: Call, { example, given }: Verb, path: string): Call {
  return (...args) => {
    for (const [i, [name, shape]] of given.entries()) {
      const misfit = shape(args[i], name);
      if (misfit) return Promise.reject(errorOf(misfit, path, example));
    }
    const answer = call(...args);
    return answer instanceof Promise ? answer.catch(rethrow) : answer;
  };
}

function rethrow(error: unknown): never {
  throw isAbort(error) ? withStopCode(error) : error;
}

const errorOf = ({ at, expected, got, known }: Misfit, path: string, example: string) =>
  known ? optionUnknown(path, at, known) : argumentWrong(path, at, expected, sayValue(got), example);
