import { expect, test } from 'vitest';
import { tableFromHtml } from '../../src/ui/kit/table-from-html.ts';

const csv = (html: string) => tableFromHtml(new DOMParser().parseFromString(html, 'text/html'));

test('a copied table keeps line breaks, quotes and merged cells in their places', () => {
  const html = `<p>x</p><table><thead><tr><th>a</th><th colspan="2">b</th></tr></thead>
    <tr><td rowspan="2">1,5</td><td>two<br>lines</td><td>say "x"</td></tr><tr><td> spaced
    out </td><td>&nbsp;</td></tr></table>`;
  expect(csv(html)).toBe('a,b,\n"1,5","two\nlines","say ""x"""\n,spaced out,');
});

test('scripts in cells are no text, and spans without end are cut', () => {
  expect(csv('<table><tr><td>a<script>alert(1)</script></td><td rowspan="60000">b</td></tr><tr><td>c</td></tr></table>')).toBe('a,b\nc,');
});

test('several tables, none, or a single cell are left to the plain text', () => {
  expect(csv('<table><tr><td>a</td><td>b</td></tr></table><table></table>')).toBeNull();
  expect(csv('<p>a</p>')).toBeNull();
  expect(csv('<table><tr><td>a</td></tr></table>')).toBeNull();
});
