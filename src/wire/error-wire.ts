import { LatheError } from '../core/errors/lathe-error.ts';

/** A thrown value as plain data, so that it can cross to another thread and be itself again there. */
export type ErrorWire =
  | {
      readonly kind: 'lathe';
      readonly code: string;
      readonly message: string;
      readonly hint: string;
      readonly context: Record<string, unknown>;
      readonly stack: string | undefined;
      readonly cause: string | undefined;
    }
  | { readonly kind: 'abort'; readonly message: string }
  | {
      readonly kind: 'error';
      readonly name: string;
      readonly message: string;
      readonly stack: string | undefined;
      readonly cause: string | undefined;
    }
  | { readonly kind: 'value'; readonly text: string };

export function errorToWire(thrown: unknown): ErrorWire {
  if (thrown instanceof LatheError) {
    const { code, message, hint, context, stack } = thrown;
    return { kind: 'lathe', code, message, hint, context: cloneable(context), stack, cause: causeText(thrown) };
  }
  if (isAbort(thrown)) return { kind: 'abort', message: thrown.message };
  if (thrown instanceof Error)
    return { kind: 'error', name: thrown.name, message: thrown.message, stack: thrown.stack, cause: causeText(thrown) };
  return { kind: 'value', text: String(thrown) };
}

export function errorFromWire(wire: ErrorWire): Error {
  switch (wire.kind) {
    case 'lathe':
      return withStack(new LatheError(wire.code, wire.message, wire.hint, wire.context, causeOf(wire.cause)), wire.stack);
    case 'abort':
      return new DOMException(wire.message, 'AbortError');
    case 'error': {
      const error = new Error(wire.message, wire.cause === undefined ? undefined : { cause: causeOf(wire.cause) });
      error.name = wire.name;
      return withStack(error, wire.stack);
    }
    case 'value':
      return new Error(wire.text);
  }
}

/** Cancellation goes by name: a signal's reason is a DOMException, a library's own AbortError need not be one. */
export const isAbort = (thrown: unknown): thrown is Error => thrown instanceof Error && thrown.name === 'AbortError';

const causeOf = (text: string | undefined) => (text === undefined ? undefined : new Error(text));

function causeText(error: Error): string | undefined {
  if (error.cause === undefined) return undefined;
  return error.cause instanceof Error ? error.cause.message : String(error.cause);
}

function withStack<E extends Error>(error: E, stack: string | undefined): E {
  if (stack !== undefined) error.stack = stack;
  return error;
}

/** What can't be cloned would turn a clear error into a puzzling one. */
function cloneable(context: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(context).map(([key, value]) => [key, canClone(value) ? value : String(value)]));
}

function canClone(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}
