import { tick } from 'svelte';

/** Puts the focus on the first field of a form that is refused, once the page shows it. */
export async function focusInvalid(form: HTMLElement | null | undefined): Promise<void> {
  await tick();
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
