/** Every failure the user can act on: one factory per code. Message = what happened, with the numbers; hint = what to do. */
export class LatheError extends Error {
  override readonly name = 'LatheError';
  readonly code: string;
  readonly hint: string;
  readonly context: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, hint: string, context: Record<string, unknown> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.hint = hint;
    this.context = context;
  }
}

export const isLatheError = (value: unknown): value is LatheError => value instanceof LatheError;

// --- anywhere ---

export const duplicateId = (registry: string, id: string) =>
  new LatheError('duplicate-id', `The ${registry} registry has two entries called "${id}".`, 'Rename one of them.', { registry, id });

export const unknownId = (kind: string, id: string, known: readonly string[]) =>
  new LatheError('unknown-id', `There is no ${kind} called "${id}".`, `Use one of: ${known.slice(0, 20).join(', ') || '(none yet)'}.`, { kind, id, known });

export const paramOutOfRange = (owner: string, param: string, expected: string, got: unknown) =>
  new LatheError('param-out-of-range', `${owner}: "${param}" must be ${expected}, but it is ${String(got)}.`, `Set "${param}" to ${expected}.`, {
    owner,
    param,
    got
  });

export const unknownParam = (owner: string, param: string, known: readonly string[]) =>
  new LatheError('unknown-param', `${owner} has no parameter "${param}".`, `Use one of: ${known.join(', ') || '(it has none)'}.`, { owner, param, known });

export const workerCrashed = (doing: string, cause: unknown) =>
  new LatheError('worker-crashed', `${doing} stopped unexpectedly.`, 'Try again with fewer rows or a smaller model; the data are unchanged.', { doing }, cause);

// --- tables and shapes ---

export const columnNotFound = (column: string, known: readonly string[]) =>
  new LatheError('column-not-found', `There is no column "${column}".`, `The columns are: ${known.slice(0, 20).join(', ')}.`, { column, known });

export const shapeMismatch = (what: string, expected: number, got: number) =>
  new LatheError('shape-mismatch', `${what}: expected ${expected}, got ${got}.`, 'Use the columns the model was trained on.', { expected, got });

export const tooFewRows = (have: number, need: number, doing: string) =>
  new LatheError(
    'too-few-rows',
    `${doing} needs at least ${need} rows, but this selection has ${have}.`,
    'Add rows, widen the filter, or choose a smaller test share.',
    { have, need }
  );

export const featureNotNumeric = (column: string, kind: string) =>
  new LatheError('feature-not-numeric', `The feature "${column}" is ${kind}, but this model takes numbers only.`, 'Add a one-hot or ordinal step to the recipe.', {
    column,
    kind
  });

export const featureMissing = (column: string, missing: number) =>
  new LatheError(
    'feature-missing',
    `The feature "${column}" has ${missing} missing values, which this model can't take.`,
    'Add an impute step to the recipe, or use boosting, which takes missing values as they are.',
    { column, missing }
  );

export const noFeatures = () =>
  new LatheError('no-features', 'No column is left to learn from.', 'Give at least one column the role "feature".', {});

// --- packages and scoring ---

export const packageDamaged = (detail: string) =>
  new LatheError('package-damaged', `The model package is damaged: ${detail}.`, 'Use the original file, or make the package again from its run.', { detail });

export const packageVersion = (got: unknown, known: number) =>
  new LatheError(
    'package-version',
    `The model package has format version ${String(got)}, but this Lathe reads version ${known}.`,
    'Open it with the Lathe that made it, or make the package again from its run.',
    { got, known }
  );

export const columnKindMismatch = (owner: string, column: string, got: string, accepted: readonly string[]) =>
  new LatheError(
    'column-kind-mismatch',
    `${owner} takes ${accepted.join(' or ')} columns, but "${column}" is a ${got} column there.`,
    'Choose other columns for the step, or change the type of the column.',
    { owner, column, got, accepted }
  );

export const rowsInvalid = (problems: readonly { readonly row: number; readonly column: string; readonly message: string }[]) =>
  new LatheError(
    'rows-invalid',
    `${problems.length} ${problems.length === 1 ? 'value is' : 'values are'} not what the model takes. Row ${problems[0]?.row}: ${problems[0]?.message}`,
    'Correct the values named in the list, or leave them out: a missing value is allowed.',
    { problems: problems.slice(0, 100) }
  );

export const scoreNotFinite = (row: number) =>
  new LatheError('score-not-finite', `The model's answer for row ${row} is not a number.`, 'Train the model again; what it has learned holds values that are not numbers.', {
    row
  });
