import { afterAll, beforeAll, expect, test } from 'vitest';
import { below, createRng } from '../../src/core/rng.ts';
import { naughtyTexts } from '../reference/naughty.ts';
import { at, doItForMe, heading, searchShortly } from './drive.ts';
import { openApp, type OpenApp } from './support.ts';

/** Texts that break programs, as headers, values, labels, and the names of file and project, through every screen. */
const STEPS = ['problem', 'data', 'explore', 'features', 'models', 'train', 'evaluate', 'package', 'deploy', 'monitor', 'govern', 'share'];
const ROWS = 240;
const labels = ['<b>bold</b>', '__proto__', 'two\nlines'];
let app: OpenApp;

beforeAll(async () => {
  app = await openApp();
  app.page.on('dialog', (dialog) => {
    app.complaints.push(`a script ran: ${dialog.message()}`);
    void dialog.dismiss();
  });
});

afterAll(async () => {
  expect(app.complaints).toEqual([]);
  await app.close();
});

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** The label goes with the number, not surely; each other column holds three of the texts by chance. "NaN" is the one that is a gap. */
function table(texts: readonly string[]): { csv: string; rows: (string | null)[][] } {
  const rng = createRng(11);
  const rows = Array.from({ length: ROWS }, () => {
    const drawn = below(rng, 3);
    return [...texts.map((_text, j) => texts[(below(rng, 3) + j) % texts.length]!), (drawn + 2 * rng()).toFixed(3), labels[drawn]!];
  });
  const lines = [[...texts, 'size', 'kind'], ...rows].map((cells) => cells.map(quoted).join(','));
  return { csv: lines.join('\n') + '\n', rows: rows.map((cells) => cells.map((cell) => (cell === 'NaN' ? null : cell))) };
}

test('the texts go through every screen as text', async () => {
  const texts = naughtyTexts;
  const { csv, rows } = table(texts);
  const made = await app.page.evaluate(
    async ([text, name, fileName]) => {
      const project = await window.lathe.projects.create({ name });
      const dataset = await project.data.importCsv(new File([text], `${fileName}.csv`));
      await project.problem.set({ target: 'kind' });
      const saved = await project.data.export(dataset.id, 'csv');
      return {
        id: project.info.id,
        names: dataset.columns.map((column) => column.name),
        // Read here: what carries an object out of a page loses the key "__proto__".
        rows: (await project.data.rows(dataset.id, { count: 1_000 })).map((row) => dataset.columns.map((column) => row[column.name])),
        saved: [saved.isChecked, await saved.file.text()] as const
      };
    },
    [csv, texts[10]!, texts[20]!] as const
  );
  expect(made.names).toEqual([...texts, 'size', 'kind']);
  expect(made.rows).toEqual(rows.map((cells) => cells.map((cell, j) => (j === texts.length ? Number(cell) : cell))));
  expect(made.saved[0]).toBe(true);

  for (const step of STEPS) {
    await at(app.page, app.url, made.id, step);
    await (step === 'train' ? searchShortly(app.page, made.id) : doItForMe(app.page));
    expect(await app.page.getByRole('alert').allInnerTexts(), step).toEqual([]);
    expect(await app.page.getByText('Something went wrong').count(), step).toBe(0);
    expect((await heading(app.page).innerText()).length, step).toBeGreaterThan(10);
    expect(await app.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), step).toBe(0);
  }
  const left = await app.page.evaluate(async (id) => {
    const project = await window.lathe.projects.open(id);
    const runs = await project.runs();
    const [deployment] = await project.deployments.list();
    const [answer] = await project.deployments.predict(deployment!.name, [{ size: 1.2 }]);
    return {
      failed: runs.filter(({ status }) => status === 'failed').map(({ error }) => error?.message),
      answer: answer!.prediction,
      whole: await window.lathe.integrityCheck()
    };
  }, made.id);
  expect(left).toMatchObject({ failed: [], whole: [] });
  expect(labels).toContain(left.answer);
});
