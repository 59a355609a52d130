import { toBase64 } from '../../../predict/base64.ts';
import { sha256Bytes } from '../../../predict/sha256.ts';
import type { Block, Figure, List, Pairs, ReportDocument, Section, Table } from '../document.ts';
import { escapeHtml } from './escape.ts';
import { figureTable } from './figure-table.ts';
import { svgOf } from './figures.ts';
import { STYLE } from './style.ts';

/** Nothing is loaded, nothing runs, and the one style is allowed by its digest, so that none can be slipped in. */
const contentPolicy = (): string => {
  const digest = toBase64(sha256Bytes(new TextEncoder().encode(STYLE)));
  return `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
};

/** A document as one HTML file that needs nothing else: no script, no request, light and dark, fit for printing. */
export function renderHtml(document: ReportDocument): string {
  const title = escapeHtml(document.title);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p class="lead">${escapeHtml(document.lead)}</p>
<p class="made">${escapeHtml(`${document.date}, ${document.madeBy}`)}</p>
${document.sections.map(sectionHtml).join('\n')}
</main>
</body>
</html>
`;
}

const sectionHtml = ({ title, blocks }: Section, i: number) =>
  `<section aria-labelledby="part-${i}">\n<h2 id="part-${i}">${escapeHtml(title)}</h2>\n${blocks.map(blockHtml).join('\n')}\n</section>`;

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${escapeHtml(block.text)}</p>`;
    case 'list':
      return listHtml(block);
    case 'table':
      return tableHtml(block);
    case 'pairs':
      return pairsHtml(block);
    default:
      return figureHtml(block);
  }
}

function listHtml({ ordered, items }: List): string {
  const tag = ordered ? 'ol' : 'ul';
  return `<${tag}>\n${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('\n')}\n</${tag}>`;
}

function tableHtml({ caption, columns, rows }: Table): string {
  const place = (k: number) => (columns[k]?.holds === 'number' ? ' class="number"' : '');
  const head = columns.map(({ label }, k) => `<th scope="col"${place(k)}>${escapeHtml(label)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell, k) => `<td${place(k)}>${escapeHtml(cell)}</td>`).join('')}</tr>`).join('\n');
  // A region that scrolls must be within reach of the keyboard.
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(caption)}">\n<table>\n<caption>${escapeHtml(caption)}</caption>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>\n</div>`;
}

const pairsHtml = ({ pairs }: Pairs) =>
  `<dl>\n${pairs.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`).join('\n')}\n</dl>`;

const figureHtml = (figure: Figure) =>
  `<figure>\n${svgOf(figure)}\n<figcaption>${escapeHtml(figure.caption)}</figcaption>\n<details><summary>As a table</summary>\n${tableHtml(figureTable(figure))}\n</details>\n</figure>`;
