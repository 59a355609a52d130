/** A failure the user can act on. The files beside this one make them, one factory a code. Message = what happened, with the numbers; hint = what to do. */
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
