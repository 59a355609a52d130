import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build, needNode, needPackages, root, stop } from './ground.js';
import { serve } from './serve.js';

const WANTED_PORT = 4173;

needNode();
needPackages();
build();
const server = await listen();
console.log(`\nLathe is at ${server.url}\nPress Ctrl-C to end.\n`);
openBrowser(server.url);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close().then(() => process.exit(0)));

/** A port asked for must be free; the usual one may be taken, then any other will do. */
async function listen() {
  const asked = process.env.PORT ?? process.argv.find((argument) => argument.startsWith('--port='))?.slice('--port='.length);
  const folder = join(root, 'dist');
  try {
    return await serve(folder, { port: Number(asked ?? WANTED_PORT) });
  } catch (error) {
    if (error.code !== 'EADDRINUSE') throw error;
    if (asked) stop(`Port ${asked} is taken.`, 'End what uses it, or choose another: npm start -- --port=4200');
    console.log(`Port ${WANTED_PORT} is taken; using another.`);
    return serve(folder, { port: 0 });
  }
}

function openBrowser(url) {
  const isHeadless = process.env.CI || (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY);
  if (isHeadless) return;
  const [command, ...words] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[process.platform] ?? ['xdg-open'];
  spawn(command, [...words, url], { stdio: 'ignore', detached: true })
    .on('error', () => console.log('No browser could be opened; open the address by hand.'))
    .unref();
}
