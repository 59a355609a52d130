/** Something worth telling that is not a failure. Returned as data beside a result and stored with it. */
export interface Note {
  /** kebab-case, stable. */
  readonly code: string;
  readonly message: string;
}

export const note = (code: string, message: string): Note => ({ code, message });
