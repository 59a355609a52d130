import type { LatheError } from '../errors/lathe-error.ts';
import { expressionInvalid } from '../errors/shaping.ts';
import type { Span } from './syntax.ts';

/** The error of an expression: what is wrong, where, and what to write instead. */
export const fault = (what: string, at: Span, hint: string, nearest: string | null = null): LatheError =>
  expressionInvalid(what, at, nearest === null ? hint : `Did you mean ${nearest}?`, nearest);
