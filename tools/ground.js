import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './chromium.js';

export const root = join(import.meta.dirname, '..');
const NODE_AT_LEAST = [20, 19];

/** Ends the command with what is missing and what to do about it. */
export function stop(what, hint) {
  console.error(`\n${what}\n${hint}\n`);
  process.exit(1);
}

/** Says so when Node is older than the toolchain takes. */
export function needNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const isOld = major < NODE_AT_LEAST[0] || (major === NODE_AT_LEAST[0] && minor < NODE_AT_LEAST[1]);
  if (isOld)
    stop(
      `Lathe needs Node ${NODE_AT_LEAST.join('.')} or newer, and this is ${process.versions.node}.`,
      'Install a newer Node from https://nodejs.org and run the command again.'
    );
}

/**
 * Installs the packages of the lockfile when they are not there or not the ones it names. Not by `npm ci`: that refuses a lockfile without the
 * optional packages of other platforms, which not every mirror of the registry has.
 */
export function needPackages() {
  const installed = join(root, 'node_modules/.package-lock.json');
  const isFresh = existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
  if (isFresh || (existsSync(installed) && sameVersions(installed))) return;
  console.log('Installing packages ...');
  const { status } = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32'
  });
  if (status !== 0)
    stop(
      'The packages could not be installed.',
      'Check the connection to the npm registry (only this once: the app itself needs none) and run the command again.'
    );
}

/** The lockfile npm keeps in node_modules lists the same packages as ours, whatever the file times say (git does not keep them). */
function sameVersions(installed) {
  const read = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;
  const have = read(installed);
  return Object.entries(read(join(root, 'package-lock.json'))).every(
    ([path, wanted]) => path === '' || wanted.optional || have[path]?.version === wanted.version
  );
}

/** Finds a Chromium, installing Debian's where that is possible. */
export function needChromium() {
  const found = findChromium();
  if (found) return found;
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    console.log('Installing Chromium ...');
    spawnSync('apt-get', ['update'], { stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { stdio: 'inherit' });
  }
  return (
    findChromium() ??
    stop(
      'The tests need a Chromium or Chrome, and none was found.',
      'Install one (Debian: apt-get install chromium), or set LATHE_CHROMIUM to its path.'
    )
  );
}

/** Builds dist/ with the project's own Vite. */
export function build() {
  console.log('Building ...');
  try {
    execFileSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {
      cwd: root,
      stdio: 'inherit'
    });
  } catch {
    stop('The build failed.', 'The lines above say where.');
  }
}
