import { expect, test } from 'vitest';
import { isLatheError } from '../../../src/core/errors/lathe-error.ts';
import { sha256Bytes } from '../../../src/predict/sha256.ts';
import { toBase64 } from '../../../src/predict/base64.ts';
import { documents } from '../../../src/stages/report/documents/registry.ts';
import type { ReportFacts } from '../../../src/stages/report/report-facts.ts';
import { writeReport, type ReportFormat } from '../../../src/stages/report/write-report.ts';
import { dataFacts, emptyFacts, everyStage, hash, metric, NASTY, servedFacts, trainedFacts } from './fixtures.ts';

const kinds = documents.all.map(({ id }) => id);
const stages = Object.entries(everyStage);
const every = (format: ReportFormat) =>
  stages.flatMap(([stage, facts]) => kinds.map((kind) => ({ name: `${stage} ${kind}`, text: writeReport(kind, format, facts).text })));

const markdown = (kind: string, facts: ReportFacts) => writeReport(kind, 'markdown', facts).text;

test('every kind the door promises is there, and others are refused with the ones there are', () => {
  expect(kinds).toEqual(['model-card', 'datasheet', 'data-validation', 'runbook', 'stakeholder', 'audit']);
  for (const [kind, format] of [
    ['poem', 'html'],
    ['__proto__', 'html'],
    ['audit', 'constructor'],
    ['audit', 'pdf']
  ] as const)
    // prettier-ignore
    expect(() => writeReport(kind, format as ReportFormat, emptyFacts)).toThrow(expect.objectContaining({ code: 'unknown-id' }));
  const refusal = (() => {
    try {
      return writeReport('poem', 'html', emptyFacts);
    } catch (error) {
      return error;
    }
  })();
  expect(isLatheError(refusal) && refusal.hint).toContain('runbook');
});

test('the type of each file is said', () => {
  expect(writeReport('audit', 'html', emptyFacts).mime).toMatch(/^text\/html/);
  expect(writeReport('audit', 'markdown', emptyFacts).mime).toMatch(/^text\/markdown/);
  expect(writeReport('audit', 'json', emptyFacts).mime).toBe('application/json');
});

test('the same facts give the same text', () => {
  for (const kind of kinds) expect(writeReport(kind, 'html', servedFacts)).toEqual(writeReport(kind, 'html', structuredClone(servedFacts)));
});

const VOID = new Set(['meta', 'line', 'circle', 'rect']);
const ALLOWED = /^(html|head|meta|title|style|body|main|section|h1|h2|p|ul|ol|li|dl|dt|dd|div|table|caption|thead|tbody|tr|th|td|figure|figcaption|details|summary|svg|line|circle|rect|text)$/; // prettier-ignore

/** Tags of the page without its style: each known, each closed in order. @returns what is wrong */
function tagFaults(html: string): string[] {
  const open: string[] = [];
  const faults: string[] = [];
  const page = html.replace(/<style>[^<]*<\/style>/, '').replace('<!doctype html>', '');
  for (const [tag, close, name] of page.matchAll(/<(\/?)([^\s>/]+)(?:"[^"]*"|[^"<>])*>/g)) {
    if (!ALLOWED.test(name!)) faults.push(tag);
    else if (close) {
      if (open.pop() !== name) faults.push(tag);
    } else if (!VOID.has(name!)) open.push(name!);
  }
  const loose = page.replace(/<(?:"[^"]*"|[^"<>])*>/g, '').match(/[<>"']/g) ?? [];
  return [...faults, ...open, ...loose];
}

test('the checker of tags finds faults', () => {
  expect(tagFaults('<p><script>x</script></p>')).not.toEqual([]);
  expect(tagFaults('<ul><li>x</ul>')).not.toEqual([]);
  expect(tagFaults('<p>a < b</p>')).not.toEqual([]);
});

test.each(every('html'))('HTML is whole, closed and all text in it is escaped: $name', ({ text }) => {
  expect(text.startsWith('<!doctype html>\n<html lang="en">')).toBe(true);
  expect(tagFaults(text)).toEqual([]);
  expect(text.match(/<h1>/g)).toHaveLength(1);
  expect(text.match(/<title>[^<]+<\/title>/g)).toHaveLength(1);
  expect(text).not.toMatch(/<[^>]* (src|href|on\w+|style)=/i);
  expect(text).not.toMatch(/url\(|@import|NaN|undefined|\[object/);
  expect(text).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
  expect(text).not.toContain('\0');
  const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('the content policy allows nothing but the one style, by its digest', () => {
  const { text } = writeReport('model-card', 'html', servedFacts);
  const style = /<style>([^<]*)<\/style>/.exec(text)![1]!;
  const digest = toBase64(sha256Bytes(new TextEncoder().encode(style)));
  expect(text).toContain(`content="default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'"`);
});

test('a page is light and dark and fit for printing', () => {
  const { text } = writeReport('stakeholder', 'html', trainedFacts);
  expect(text).toContain('color-scheme: light dark');
  expect(text).toContain('@media print');
});

test.each(every('markdown'))('Markdown holds no HTML, no link, and every table keeps its columns: $name', ({ text }) => {
  expect(text).not.toMatch(/<[a-z/!]/i);
  expect(text).not.toMatch(/(?<!\\)\[[^\]]*(?<!\\)\]\(/);
  expect(text).not.toMatch(/https?:\/\/|NaN|undefined|\[object/);
  for (const block of text.split('\n\n').filter((some) => some.startsWith('| '))) {
    const widths = block.trim().split('\n').map((row) => row.match(/(?<!\\)\|/g)!.length); // prettier-ignore
    expect(new Set(widths).size).toBe(1);
  }
});

test.each(every('json'))('JSON can be read, and says nothing that is not there: $name', ({ text }) => {
  const read = JSON.parse(text) as Record<string, unknown>;
  expect(read['schema'] === 'lathe-document/1' || read['schema_version'] === '0.0.2').toBe(true);
  expect(text).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
});

test('a hostile name does not pollute anything, and is shown as it is', () => {
  writeReport('model-card', 'json', everyStage.hostile);
  expect(({} as Record<string, unknown>)['a|b']).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
  const { text } = writeReport('model-card', 'html', everyStage.hostile);
  expect(text).toContain('&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62;');
  expect(text).toContain('__proto__');
  expect(text).not.toContain(NASTY);
});

test('names of any length leave the page readable', () => {
  for (const kind of kinds) expect(writeReport(kind, 'html', everyStage.hostile).text.length).toBeLessThan(60_000);
});

/** Scores as they are written, and what must follow at once: their interval, or the next cells of a table that hold it. */
const claimed = ['0.984', '0.971', '0.980', '0.331', '0.021', '0.310', '0.930', '1.200', '2.800', '0.100'];
const FOLLOWED = /^( \(95 % interval -?[\d.]+ to -?[\d.]+|, with 95 % confidence between| \| -?[\d.]+ \| -?[\d.]+ \|)/;

test('no document claims a score without its interval', () => {
  for (const { name, text } of every('markdown'))
    for (const value of claimed)
      for (const { index } of text.matchAll(new RegExp(`(?<![\\d.])${value.replace('.', '\\.')}(?!\\d)`, 'g')))
        expect(`${name}: ${text.slice(index + value.length, index + value.length + 60)}`).toMatch(
          new RegExp(`^${name}: ${FOLLOWED.source.slice(1)}`)
        );
  expect(markdown('model-card', servedFacts)).toContain('0.971 (95 % interval 0.931 to 0.993)');
});

test('a score without an interval is named and not claimed', () => {
  const bare = { value: 0.7654, low: NaN, high: NaN, method: 'none: one row', n: 1 };
  const facts = { ...trainedFacts, reports: {}, runs: trainedFacts.runs.map((run) => ({ ...run, metrics: { validation: { balanced_accuracy: bare } } })) }; // prettier-ignore
  for (const kind of kinds) for (const format of ['html', 'markdown', 'json'] as const) expect(writeReport(kind, format, facts).text).not.toContain('0.765'); // prettier-ignore
  expect(markdown('model-card', facts)).toContain('not claimed');
});

test('the model card says what it was made from, and how often the test part was opened', () => {
  const card = markdown('model-card', servedFacts);
  for (const letter of ['a', 'b', 'c', 'd']) expect(card).toContain(hash(letter));
  expect(card).toContain('opened once');
  expect(card).toContain('meadow 3 (champion), registered 2026-03-05');
  expect(card).toContain('clearly better than the baseline');
  expect(card).toContain('Trained on shuffled answers it reaches 0.310 (95 % interval 0.220 to 0.410), where guessing gives 0.333');
  expect(card).toContain('soil is clay');
  expect(card).toContain('learningRate 0.1, maxIter 100');
});

test('a baseline of another split is no rival', () => {
  const runs = trainedFacts.runs.map((run) => (run.model === 'baseline' ? { ...run, splitHash: hash('9') } : run));
  expect(markdown('model-card', { ...trainedFacts, runs })).toContain('No baseline was trained on the same data and split');
});

test('overlapping intervals are not called better', () => {
  const runs = trainedFacts.runs.map((run) =>
    run.model === 'baseline' ? { ...run, metrics: { validation: { balanced_accuracy: metric(0.95, 0.92, 0.97) } } } : run
  );
  expect(markdown('stakeholder', { ...trainedFacts, runs })).toContain('by estimate, though the intervals overlap');
});

test('the bar is met only by a whole interval, in the direction of the metric', () => {
  const lower = { ...trainedFacts, problem: { ...trainedFacts.problem, metric: 'log_loss', bar: 0.4 } };
  const scored = (value: number, low: number, high: number) => ({ ...lower, reports: {}, runs: trainedFacts.runs.map((run) => ({ ...run, metrics: { validation: { log_loss: metric(value, low, high) } } })) }); // prettier-ignore
  expect(markdown('stakeholder', scored(0.3, 0.2, 0.39))).toContain('is met, with the whole interval');
  expect(markdown('stakeholder', scored(0.3, 0.2, 0.45))).toContain('reached, but the interval reaches above the bar');
  expect(markdown('stakeholder', scored(0.5, 0.45, 0.6))).toContain('The bar of 0.4 is not met');
});

test('shuffled answers that score above chance are a grave concern', () => {
  expect(markdown('stakeholder', { ...trainedFacts, randomLabels: metric(0.61, 0.5, 0.72) })).toMatch(
    /^1\. On shuffled answers .* Something leaks\.$/m
  );
  expect(markdown('stakeholder', trainedFacts)).not.toContain('Something leaks');
});

test('the datasheet tells what matters most in the data, with the reason for its place', () => {
  const finding = {
    said: '“alive” gives the answer away.',
    why: 'First, because every score would be wrong.',
    evidence: 'findings' as const
  };
  const sheet = markdown('datasheet', { ...dataFacts, dataStory: { findings: [finding] } });
  expect(sheet).toContain('What matters most, in this order:');
  expect(sheet).toMatch(/“alive” gives the answer away\. First, because every score would be wrong\./);
  expect(markdown('datasheet', dataFacts)).not.toContain('What matters most');
});

test('the datasheet has the seven headings, and does not guess what nobody wrote down', () => {
  const sheet = markdown('datasheet', dataFacts);
  const headings = [...sheet.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
  expect(headings).toEqual(['Motivation', 'Composition', 'Collection process', 'Preprocessing, cleaning and labelling', 'Uses', 'Distribution', 'Maintenance']); // prettier-ignore
  expect(sheet.match(/Not recorded\./g)!.length).toBeGreaterThan(10);
  const told = markdown('datasheet', { ...dataFacts, problem: { ...dataFacts.problem, consent: 'Signed in 2025.' } });
  expect(told).toContain('Signed in 2025.');
});

test('the runbook names what there is to go back to', () => {
  const book = markdown('runbook', servedFacts);
  expect(book).toContain('POST api/v1/models/field/predict');
  expect(book).toContain('deployments.rollback("field")');
  expect(book).toContain('registry.alias("meadow", "champion", 2)');
  expect(book).toContain('2 of 40 requests');
  expect(markdown('runbook', trainedFacts)).toContain('There is nothing to go back to yet');
});

test('more classes than fit a square become a list of mistakes', () => {
  const labels = Array.from({ length: 20 }, (_, i) => `class ${i}`);
  const counts = labels.map((_, i) => labels.map((_, k) => (i === k ? 9 : i === 3 && k === 4 ? 5 : 0)));
  const facts = { ...trainedFacts, reports: { test: { ...trainedFacts.reports['test'], confusion: { labels, counts } } } };
  expect(markdown('model-card', facts)).toContain('| class 3 | class 4 | 5 |');
});

test('a report of another shape than expected is left out, not shown broken', () => {
  const odd = { confusion: 'x', calibration: { bins: [{ predicted: NaN }] }, slices: [null, { condition: 3 }], value: [], main: null };
  const facts = { ...trainedFacts, reports: { test: { ...odd, metrics: trainedFacts.reports['test']!['metrics'] } } } as ReportFacts;
  expect(markdown('model-card', facts)).toContain('Not looked at yet.');
});

test('a score that had no say in the choice is not said to flatter', () => {
  const unopened = { ...trainedFacts, reports: {} };
  expect(markdown('model-card', { ...unopened, chosenBy: 'cv' })).toContain('untouched by the choice');
  expect(markdown('model-card', { ...unopened, chosenBy: 'validation' })).toContain('helped to choose it');
});

test('a bar set after training was told as met before training', () => {
  const late = { ...servedFacts, problemChanges: [{ at: servedFacts.at, what: 'bar: unset -> 0.9' }] };
  for (const kind of kinds) expect(markdown(kind, late)).not.toMatch(/bar[^.]*is met|the bar \| 0\.9/i);
  expect(markdown('model-card', late)).toContain('The bar of 0.9 was set after training, so it proves nothing');
  expect(markdown('model-card', late)).toContain('when training began; after training 1 change of “bar”.');
  expect(markdown('model-card', servedFacts)).toContain('when training began; no change since.');
});
