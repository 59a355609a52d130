import type { ParamSpec, ParamSpecs, ParamValue } from '../../core/params.ts';

/** One set of parameters to try. */
export type Proposal = Readonly<Record<string, ParamValue>>;

/** A parameter that tuning may move. Its values are reached by their place from 0 to 1, evenly on the parameter's own scale. */
export interface Dimension {
  readonly name: string;
  /** How many different values there are; Infinity for a float. */
  readonly size: number;
  /** Its values are a list without an order; else they are numbers. */
  readonly isListed: boolean;
  readonly start: ParamValue;
  /** The value at a place from 0 to 1. */
  at(place: number): ParamValue;
  /** The place of a value: the middle of its stretch where there are finitely many. */
  placeOf(value: ParamValue): number;
}

/** The parameters of `specs` that can be searched and are not fixed. */
export function searchSpace(specs: ParamSpecs, fixed: Proposal = {}): Dimension[] {
  return Object.entries(specs).flatMap(([name, spec]) => (Object.hasOwn(fixed, name) ? [] : (dimensionOf(name, spec) ?? [])));
}

/** The default of every parameter, with the fixed ones over it. */
export const startOf = (specs: ParamSpecs, fixed: Proposal): Proposal => ({
  ...Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, spec.default])),
  ...fixed
});

function dimensionOf(name: string, spec: ParamSpec): Dimension | null {
  if (spec.type === 'text' || spec.type === 'ints' || spec.search === false) return null;
  if (spec.type === 'bool') return listed(name, [false, true], spec.default);
  if (spec.type === 'choice') return listed(name, spec.options, spec.default);
  return numeric(name, spec);
}

function listed(name: string, values: readonly ParamValue[], start: ParamValue): Dimension {
  return {
    name,
    size: values.length,
    isListed: true,
    start,
    at: (place) => values[Math.min(Math.floor(place * values.length), values.length - 1)]!,
    placeOf: (value) => (Math.max(values.indexOf(value), 0) + 0.5) / values.length
  };
}

/** Below it a log scale that begins at 0 can't go. */
const LOG_FLOOR = 1e-6;

function numeric(name: string, spec: Extract<ParamSpec, { type: 'int' | 'float' }>): Dimension {
  const [low, high] = spec.search || [spec.min, spec.max];
  const isLog = spec.scale === 'log';
  const bend = (value: number) => (isLog ? Math.log(Math.max(value, LOG_FLOOR)) : value);
  const unbend = (value: number) => (isLog ? Math.exp(value) : value);
  const within = (value: number) => Math.min(Math.max(value, spec.min), spec.max);
  const span = bend(high) - bend(low);
  return {
    name,
    size: spec.type === 'int' ? high - low + 1 : Infinity,
    isListed: false,
    start: spec.default,
    at(place) {
      const value = unbend(bend(low) + Math.min(Math.max(place, 0), 1) * span);
      return within(spec.type === 'int' ? Math.round(value) : Number(value.toPrecision(6)));
    },
    placeOf: (value) => (span === 0 ? 0.5 : Math.min(Math.max((bend(Number(value)) - bend(low)) / span, 0), 1))
  };
}
