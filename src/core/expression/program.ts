import { vectorKind, type Argument } from './operation.ts';
import { operations } from './operations/registry.ts';
import type { Literal, ValueType } from './syntax.ts';
import { filled, type Evaluate } from './vectors.ts';

/** An expression whose names and types were checked, as plain data: what is stored where it must be worked out without being read again. */
export type Program = { readonly type: ValueType; /** Of times: see `Argument`. */ readonly zone?: string } & (
  | { readonly kind: 'fixed'; readonly value: Literal }
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'call'; readonly id: string; readonly args: readonly Program[] }
);

/**
 * Makes a program ready to run: the same operations, put together in the same way, as `compileExpression` does.
 * @throws LatheError `unknown-id` when it names an operation there is not
 */
export const runProgram = (program: Program): Evaluate => argumentOf(program).evaluate;

function argumentOf(program: Program): Argument {
  const { zone } = program;
  switch (program.kind) {
    case 'fixed':
      return { type: program.type, fixed: program.value, zone, evaluate: constantly(program.value, program.type) };
    case 'column':
      return { type: program.type, fixed: undefined, zone, evaluate: (batch) => batch.column(program.name) };
    case 'call':
      return { type: program.type, fixed: undefined, zone, evaluate: operations.get(program.id).make(program.args.map(argumentOf)) };
  }
}

/** The same value in every row. One vector serves all batches of a length, for nobody changes one. */
export function constantly(value: Literal, type: ValueType): Evaluate {
  let last = filled(vectorKind(type), value, 0);
  let lastRows = 0;
  return ({ rows }) => {
    if (rows !== lastRows) [last, lastRows] = [filled(vectorKind(type), value, rows), rows];
    return last;
  };
}

/** The columns a program reads, each with the type it is read as. */
export function columnsOf(program: Program): ReadonlyMap<string, ValueType> {
  if (program.kind === 'column') return new Map([[program.name, program.type]]);
  return new Map(program.kind === 'call' ? program.args.flatMap((arg) => [...columnsOf(arg)]) : []);
}
