import { counted } from '../core/words.ts';
import type { PredictRuntime, Predictor } from '../predict/standalone.ts';
import { answerNodes } from './answer.ts';
import { answerCsv, type BatchResult } from './batch.ts';
import { element } from './element.ts';
import { fieldOf } from './field.ts';

/** Rows of a batch that are shown; all of them are in the file to save. */
const SHOWN_ROWS = 50;

const place = (id: string) => document.getElementById(id)!;

/**
 * Brings an exported page to life: opens the package that stands in it, makes the form from its inputs, answers. Nothing is loaded and nothing is
 * sent: the page's content policy forbids both.
 */
export function start(runtime: PredictRuntime): void {
  try {
    const predictor = runtime.open(place('package').textContent.trim());
    startForm(predictor);
    startBatch(predictor);
  } catch (error) {
    const { message, hint } = error as Error & { hint?: string };
    place('answer').replaceChildren(element('p', { className: 'wrong' }, [message]), element('p', { className: 'hint' }, [hint ?? '']));
  }
}

function startForm(predictor: Predictor): void {
  const { inputs } = predictor.pkg;
  const answer = () => {
    const row = Object.fromEntries(fields.map((field) => [field.name, field.read()]));
    const { problems } = predictor.check([row]);
    for (const field of fields) field.tell(problems.find(({ column }) => column === field.name)?.message ?? '');
    const nodes =
      problems.length > 0
        ? [element('p', { className: 'hint' }, ['Correct the marked values to get an answer.'])]
        : answerNodes(predictor.predict([row])[0]!, predictor.pkg);
    place('answer').replaceChildren(...nodes);
  };
  const fields = inputs.map((input, i) => fieldOf(input, i, () => answer()));
  place('form').append(...fields.map(({ node }) => node));
  answer();
}

function startBatch(predictor: Predictor): void {
  const text = place('batch-text') as HTMLTextAreaElement;
  const file = place('batch-file') as HTMLInputElement;
  const save = place('batch-save') as HTMLAnchorElement;
  file.addEventListener('change', () => {
    void file.files?.[0]?.text().then((content) => {
      text.value = content;
    });
  });
  const result = place('batch-result');
  place('batch-run').addEventListener('click', () => {
    try {
      tell(answerCsv(text.value, predictor));
    } catch (error) {
      save.hidden = true;
      result.replaceChildren(element('p', { className: 'wrong' }, [(error as Error).message]));
    }
  });
  const tell = ({ csv, header, rows, answered, abstained, problems }: BatchResult) => {
    if (save.href) URL.revokeObjectURL(save.href);
    save.href = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }));
    save.hidden = rows.length === 0;
    const told = [
      `${answered} of ${counted(rows.length, 'row')} answered`,
      ...(abstained ? [`of these it abstains on ${abstained}, and says why`] : []),
      ...(problems.length > 0 ? [`${counted(problems.length, 'value')} could not be read`] : [])
    ].join('; ');
    result.replaceChildren(
      element('p', {}, [`${told}.`]),
      ...problems.slice(0, 10).map((message) => element('p', { className: 'wrong' }, [message])),
      tableOf(header, rows.slice(0, SHOWN_ROWS))
    );
  };
}

function tableOf(header: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  const line = (tag: 'th' | 'td', fields: readonly string[]) =>
    element(
      'tr',
      {},
      fields.map((field) => element(tag, {}, [field]))
    );
  return element('div', { className: 'scroll' }, [
    element('table', {}, [
      element('thead', {}, [line('th', header)]),
      element(
        'tbody',
        {},
        rows.map((row) => line('td', row))
      )
    ])
  ]);
}
