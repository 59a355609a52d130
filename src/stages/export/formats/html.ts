import { exportDamaged } from '../../../core/errors/packaging.ts';
import { fromBase64, toBase64 } from '../../../predict/base64.ts';
import { sha256Bytes } from '../../../predict/sha256.ts';
import { endsNoScript, escapeHtml } from '../escape.ts';
import type { ExportFormat, ExportInput } from '../export-format.ts';
import { STYLE } from '../html/style.ts';
import { between, RUNTIME_BEGIN, RUNTIME_END } from '../markers.ts';

const PACKAGE_BEGIN = '<script type="text/plain" id="package">';
const PACKAGE_END = '</script>';

/** One file with the model, a form and a batch, for anybody with a browser. */
export const html: ExportFormat = {
  id: 'html',
  label: 'Web page',
  doc: 'One file that opens in any browser, offline, with a form for one row and a box for many; nothing leaves the page.',
  extension: 'html',
  mime: 'text/html',
  make: (input) => new TextEncoder().encode(pageText(input)),
  readBack(file) {
    const text = new TextDecoder().decode(file);
    return { bytes: fromBase64(between(text, PACKAGE_BEGIN, PACKAGE_END)), runtime: between(text, RUNTIME_BEGIN, RUNTIME_END) };
  }
};

/** A source of the content policy: this text and no other may run. */
const hashSource = (text: string) => `'sha256-${toBase64(sha256Bytes(new TextEncoder().encode(text)))}'`;

/** The policy of the page: its own script and style, by their digests, and nothing from anywhere. */
const policyOf = (script: string) =>
  `default-src 'none'; script-src ${hashSource(script)}; style-src ${hashSource(STYLE)}; img-src blob: data:; base-uri 'none'; form-action 'none'`;

function pageText({ pkg, bytes, title, scripts }: ExportInput): string {
  const script = `const scorer = ${RUNTIME_BEGIN}${scripts.runtime}${RUNTIME_END};\n(${scripts.page})().start(scorer());\n`;
  if (!endsNoScript(script)) throw exportDamaged('a script that would end its own element');
  const example = pkg.inputs.map(({ name }) => name).join(', ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p class="hint">Predicts ${escapeHtml(pkg.target.name)} with a model of the kind "${escapeHtml(pkg.model.label)}", trained on ${pkg.provenance.trainRows} ${pkg.provenance.synthetic ? 'made-up (synthetic) rows' : 'rows'}. What you enter stays in this page: it can load nothing and send nothing.</p>
<noscript><p class="wrong">This page needs JavaScript to answer.</p></noscript>
<div class="both">
<section id="form" aria-label="Inputs"></section>
<section id="answer" aria-label="Answer" aria-live="polite"></section>
</div>
<h2>Many rows at once</h2>
<p class="hint">Paste a CSV with a header line, or choose a file. Columns: ${escapeHtml(example)}</p>
<label for="batch-file">CSV file</label>
<input id="batch-file" type="file" accept=".csv,text/csv,text/plain">
<label for="batch-text">CSV text</label>
<textarea id="batch-text" rows="6" spellcheck="false"></textarea>
<button id="batch-run" type="button">Answer all rows</button>
<a id="batch-save" class="save" download="predictions.csv" hidden>Save as CSV</a>
<div id="batch-result" aria-live="polite"></div>
<p class="hint">Made by Lathe ${escapeHtml(pkg.provenance.latheVersion)}.</p>
</main>
${PACKAGE_BEGIN}${toBase64(bytes)}${PACKAGE_END}
<script type="module">${script}</script>
</body>
</html>
`;
}
