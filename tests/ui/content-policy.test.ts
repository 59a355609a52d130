import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../src/ui');
const components = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.svelte'));

/** The content policy allows no style attributes: `style:` directives go through the object model and are allowed. */
test('no component has a static style attribute', () => {
  const found = components.filter((path) => /\sstyle=["'{]/.test(readFileSync(join(root, path), 'utf8')));
  expect(components.length).toBeGreaterThan(30);
  expect(found).toEqual([]);
});

/** Its Command, Select and ScrollArea put styles into the page, which the content policy forbids. */
test('of Bits UI only parts that carry no styles are used', () => {
  const used = components.flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(/import \{ ([^}]+) \} from 'bits-ui'/g)].map((m) => m[1]!)
  );
  const allowed = new Set(['Dialog', 'Popover', 'Switch', 'Tabs', 'Tooltip']);
  expect(used.flatMap((names) => names.split(', ')).filter((name) => !allowed.has(name))).toEqual([]);
});
