import { paramOutOfRange, unknownParam } from './errors/anywhere.ts';

/** What every parameter may say beside its values. */
interface Described {
  readonly doc: string;
  /** The only task it has a say in; all when absent. */
  readonly task?: 'classification' | 'regression';
}

/**
 * One parameter, described once: the form, the check, its message, the docs and the search space all read this. `search` is where tuning looks
 * for a number (min to max when absent); false keeps a parameter out of tuning.
 */
export type ParamSpec = Described &
  (
    | {
        readonly type: 'int' | 'float';
        readonly default: number;
        readonly min: number;
        readonly max: number;
        readonly scale?: 'log';
        readonly search?: readonly [number, number] | false;
      }
    | { readonly type: 'bool'; readonly default: boolean; readonly search?: false }
    | {
        readonly type: 'choice';
        readonly default: string;
        readonly options: readonly string[];
        readonly search?: false;
      }
    | { readonly type: 'text'; readonly default: string }
    | { readonly type: 'ints'; readonly default: readonly number[]; readonly min: number; readonly max: number }
  );

export type ParamSpecs = Readonly<Record<string, ParamSpec>>;
export type ParamValue = number | boolean | string | readonly number[];

/** The plain values a spec describes. */
export type ParamsOf<S extends ParamSpecs> = {
  readonly [K in keyof S]: S[K] extends { type: 'choice'; options: readonly (infer O)[] }
    ? O
    : S[K] extends { type: 'bool' }
      ? boolean
      : S[K] extends { type: 'text' }
        ? string
        : S[K] extends { type: 'ints' }
          ? readonly number[]
          : number;
};

export function defaultsOf<const S extends ParamSpecs>(specs: S): ParamsOf<S> {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, spec.default])) as ParamsOf<S>;
}

/**
 * What the user gave, over the defaults, checked.
 * @throws LatheError `param-out-of-range` or `unknown-param`, naming the first bad one
 */
export function resolveParams<const S extends ParamSpecs>(
  owner: string,
  specs: S,
  given: Readonly<Record<string, unknown>> = {}
): ParamsOf<S> {
  const known = Object.keys(specs);
  for (const name of Object.keys(given)) if (!known.includes(name)) throw unknownParam(owner, name, known);
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  const set = Object.fromEntries(entries.map(([name, value]) => [name, spelled(specs[name]!, value)]));
  const params = { ...defaultsOf(specs), ...set } as ParamsOf<S>;
  checkParams(owner, specs, params);
  return params;
}

/** scikit-learn says True or False where there is also "auto", and None where 0 is no limit: both spellings will do. */
function spelled(spec: ParamSpec, value: unknown): unknown {
  if (spec.type === 'choice' && typeof value === 'boolean' && spec.options.includes('on')) return value ? 'on' : 'off';
  if (spec.type === 'int' && value === null && spec.min === 0) return 0;
  return value;
}

/** @throws LatheError `param-out-of-range` naming the first bad value */
export function checkParams(owner: string, specs: ParamSpecs, params: Readonly<Record<string, unknown>>): void {
  for (const [name, spec] of Object.entries(specs)) {
    if (!isAllowed(spec, params[name])) throw paramOutOfRange(owner, name, describeSpec(spec), params[name]);
  }
}

function isAllowed(spec: ParamSpec, value: unknown): boolean {
  switch (spec.type) {
    case 'choice':
      return spec.options.includes(value as string);
    case 'bool':
      return typeof value === 'boolean';
    case 'text':
      return typeof value === 'string';
    case 'ints':
      return Array.isArray(value) && value.every((entry) => Number.isInteger(entry) && entry >= spec.min && entry <= spec.max);
    default:
      return typeof value === 'number' && value >= spec.min && value <= spec.max && (spec.type === 'float' || Number.isInteger(value));
  }
}

/** What a spec takes, in words: "a whole number from 1 to 100". */
export function describeSpec(spec: ParamSpec): string {
  switch (spec.type) {
    case 'choice':
      return `one of ${spec.options.join(', ')}`;
    case 'bool':
      return 'true or false';
    case 'text':
      return 'a text';
    case 'ints':
      return `a list of whole numbers from ${spec.min} to ${spec.max}`;
    default:
      return `${spec.type === 'int' ? 'a whole number' : 'a number'} from ${spec.min} to ${spec.max}`;
  }
}
