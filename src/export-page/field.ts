import type { InputColumn } from '../predict/package-type.ts';
import { shown } from './answer.ts';
import { element } from './element.ts';
import { readImage } from './read-image.ts';

/** One input of the form. */
export interface FormField {
  readonly name: string;
  readonly node: HTMLElement;
  /** The value for the row; null = missing. */
  read(): unknown;
  /** Shows what is wrong; an empty text takes it away. */
  tell(message: string): void;
}

/** Levels up to which a list of choices is shorter than typing. */
const MANY_LEVELS = 200;

/** @param onChange called whenever the value may have changed */
export function fieldOf(input: InputColumn, index: number, onChange: () => void): FormField {
  const id = `input-${index}`;
  const { control, read } = controlOf(input, onChange);
  const message = element('p', { className: 'wrong', id: `${id}-wrong` });
  control.id = id;
  control.setAttribute('aria-describedby', message.id);
  control.addEventListener('input', onChange);
  // What the value is counted in, or by whose clocks it is read.
  const mark = input.unit ?? input.zone;
  const label = element('label', { htmlFor: id }, [input.name, ...(mark === undefined ? [] : [` (${mark})`])]);
  return {
    name: input.name,
    node: element('div', { className: 'field' }, [label, control, ...hintOf(input), message]),
    read,
    tell(text) {
      message.textContent = text;
      control.setAttribute('aria-invalid', String(text !== ''));
    }
  };
}

function hintOf({ type, range }: InputColumn): HTMLElement[] {
  if (!range || type === 'time') return [];
  return [element('p', { className: 'hint' }, [`In training mostly ${shown(range[0])} to ${shown(range[1])}.`])];
}

interface Control {
  readonly control: HTMLElement;
  readonly read: () => unknown;
}

function controlOf(input: InputColumn, onChange: () => void): Control {
  if (input.type === 'image') return imageControl(input, onChange);
  const labels = input.labels ?? [];
  if (input.type === 'boolean' || (input.type === 'category' && labels.length > 0 && labels.length <= MANY_LEVELS))
    return choice(labels, input);
  const type = input.type === 'time' ? 'datetime-local' : 'text';
  const value = input.typical === null ? '' : input.type === 'time' ? String(input.typical).slice(0, 19) : String(input.typical);
  const control = element('input', { type, value, placeholder: 'missing', autocomplete: 'off' });
  if (input.type === 'time') control.step = '1';
  if (input.type === 'number' || input.type === 'integer') control.inputMode = 'decimal';
  return { control, read: () => (control.value === '' ? null : control.value) };
}

/**
 * The choices are told apart by their place, so that a level may have any name, that of the missing one too. Levels that few training rows had are
 * not listed: they are "another".
 */
function choice(labels: readonly string[], { type, typical }: InputColumn): Control {
  const control = element('select', {}, [
    element('option', { value: '' }, ['(missing)']),
    ...labels.map((label, i) => element('option', { value: String(i) }, [label])),
    ...(type === 'category' ? [element('option', { value: String(labels.length) }, ['(another)'])] : [])
  ]);
  const start = labels.indexOf(String(typical));
  control.value = start === -1 ? '' : String(start);
  return { control, read: () => (control.value === '' ? null : (labels[Number(control.value)] ?? '(another)')) };
}

function imageControl({ image }: InputColumn, onChange: () => void): Control {
  const control = element('input', { type: 'file', accept: 'image/*' });
  let pixels: Uint8Array | null = null;
  control.addEventListener('change', () => {
    const [file] = control.files ?? [];
    void readImage(file, image!)
      .catch(() => null)
      .then((read) => {
        pixels = read;
        onChange();
      });
  });
  return { control, read: () => pixels };
}
