import { focusInvalid } from './focus-invalid.ts';
import type { Refusal } from './keeping.svelte.ts';

/** A refusal of what a form sent; the field by its name in the call, null where it is about no single field. */
export interface FormRefusal extends Refusal {
  readonly field: string | null;
}

/** What is wrong with what a form sent: beside the field it concerns, else above the button. */
export class FormFaults {
  #refusal = $state.raw<FormRefusal | null>(null);
  readonly #fields: () => readonly string[];
  #form: HTMLElement | null = null;

  /** @param fields names of the fields the form shows at the moment */
  constructor(fields: () => readonly string[]) {
    this.#fields = fields;
  }

  /** To be attached to the form, so that the focus can move to the field that was refused. */
  readonly attach = (form: HTMLElement): void => {
    this.#form = form;
  };

  /** What a try brought to light while somebody is still typing: the focus stays. */
  show(refusal: FormRefusal | null): void {
    this.#refusal = refusal;
  }

  /** The answer to what was sent: the focus moves to the field it is about. @returns whether it was taken */
  take(refusal: FormRefusal | null): boolean {
    this.#refusal = refusal;
    if (refusal) this.focus();
    return refusal === null;
  }

  focus(): void {
    void focusInvalid(this.#form);
  }

  get isStanding(): boolean {
    return this.#refusal !== null;
  }

  /** Of one field; undefined when nothing is wrong with it. */
  of(field: string): string | undefined {
    return this.#refusal?.field === field ? this.#refusal.words : undefined;
  }

  /** What is about none of the fields that are shown. */
  get rest(): string | null {
    const refusal = this.#refusal;
    return refusal && (refusal.field === null || !this.#fields().includes(refusal.field)) ? refusal.words : null;
  }
}
