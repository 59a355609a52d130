/** Why steps can't be done, and which one it is. */
export interface ShapeProblem {
  readonly message: string;
  readonly hint: string;
  /** From 0; null when it is no single step. */
  readonly step: number | null;
}

/** An error as it stands under its step; null when the work was only stopped. */
export function problemOf(error: unknown): ShapeProblem | null {
  if (error instanceof DOMException && error.name === 'AbortError') return null;
  const { message, hint = '', context } = error as { message: string; hint?: string; context?: { step?: number } };
  return { message, hint, step: context?.step ?? null };
}
