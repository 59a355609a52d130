import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const textOf = (source: string, tag: string) => new RegExp(`<${tag}[^>]*>([^<]+)</${tag}>`).exec(source)?.[1];

/** The page shows the head of the first screen while the app loads; what replaces it must look the same, or the page jumps. */
test.each(['h1', 'p'])('index.html and the first screen say the same in their first <%s>', (tag) => {
  const page = textOf(read('index.html').split('first-paint">')[1]!, tag);
  expect(page).toBeDefined();
  expect(page).toBe(textOf(read('src/ui/start/StartScreen.svelte'), tag));
});

test('the script before the first paint reads the theme where the app keeps it', () => {
  const key = /const KEY = '([^']+)'/.exec(read('src/ui/shell/theme-choice.ts'))![1]!;
  expect(read('public/before-first-paint.js')).toContain(`localStorage.getItem('${key}')`);
});
