/** What an abort says that only rests: the work is kept and can go on. It crosses to workers as the message of the abort's reason. */
export const PAUSED = 'Paused: what was done is kept.';

/** Whether an abort, by what was thrown or by its signal's reason, is a pause. */
export function isPause(reason: unknown): boolean {
  const { name, message } = (reason ?? {}) as { readonly name?: unknown; readonly message?: unknown };
  return name === 'AbortError' && message === PAUSED;
}
