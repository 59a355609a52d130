import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { needChromium, needNode, needPackages, root } from './ground.js';

const isFull = process.argv.includes('--full');
const folder = mkdtempSync(join(tmpdir(), 'lathe-check-'));
const bin = (name, entry) => [process.execPath, join(root, 'node_modules', name, entry)];
const vitest = (name, ...more) => ({
  name,
  command: [...bin('vitest', 'vitest.mjs'), 'run', ...[name, ...more].flatMap((project) => ['--project', project])],
  counts: join(folder, `${name}.json`)
});

needNode();
needPackages();
needChromium();

const checks = [
  { name: 'format', command: [...bin('prettier', 'bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
  { name: 'lint', command: [...bin('eslint', 'bin/eslint.js'), '.', '--max-warnings', '0'] },
  { name: 'types: pure layers', command: [...bin('typescript', 'bin/tsc'), '-p', 'tsconfig.pure.json'] },
  { name: 'types: workers', command: [...bin('typescript', 'bin/tsc'), '-p', 'tsconfig.worker.json'] },
  {
    name: 'types: page',
    command: [...bin('svelte-check', 'bin/svelte-check'), '--tsconfig', 'tsconfig.json', '--fail-on-warnings', '--output', 'human']
  },
  vitest('unit', 'unit-loops'),
  { name: 'build', command: [...bin('vite', 'bin/vite.js'), 'build', '--logLevel', 'warn'] },
  vitest('browser'),
  vitest('e2e')
];

let [passed, failed, working] = [0, 0, 0];
const waiting = [];
const told = ({ name }, { ok, bad }, began) => {
  passed += ok;
  failed += bad;
  console.log(`${bad === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - began) / 1000).toFixed(0)} s)`);
};
// What only reads the code goes side by side; tests want the machine for themselves.
await Promise.all(checks.filter(({ counts }) => !counts).map(readOnly));
for (const check of checks.filter(({ counts }) => counts)) {
  const began = Date.now();
  told(check, run(check), began);
}
rmSync(folder, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** One after the other for each core, its output kept together. */
async function readOnly(check) {
  await turn();
  const began = Date.now();
  const [program, ...words] = check.command;
  const child = spawn(program, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => said.push(piece));
  const status = await new Promise((ended) => child.on('close', ended));
  working--;
  waiting.shift()?.();
  process.stdout.write(Buffer.concat(said));
  told(check, status === 0 ? { ok: 1, bad: 0 } : { ok: 0, bad: 1 }, began);
}

async function turn() {
  if (working >= availableParallelism()) await new Promise((free) => waiting.push(free));
  working++;
}

/** A check counts one; a test project counts its tests, and one failure more when it ended badly without a failed test. */
function run({ command, counts }) {
  const [program, ...words] = command;
  const reporters = counts ? ['--reporter=default', '--reporter=json', `--outputFile.json=${counts}`] : [];
  const env = { ...process.env, ...(isFull ? { LATHE_FULL: '1' } : {}) };
  const { status } = spawnSync(program, [...words, ...reporters], { cwd: root, stdio: 'inherit', env });
  const { numPassedTests: ok, numFailedTests: bad } = read(counts);
  return { ok, bad: status !== 0 && bad === 0 ? 1 : bad };
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0 };
  }
}
