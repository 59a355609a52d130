import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pageHeaders } from './headers.js';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.csv': 'text/csv; charset=utf-8',
  '.zip': 'application/zip'
};

/** What shrinks when packed; pictures, fonts and archives are packed already. */
const PACKABLE = new Set(['.html', '.js', '.mjs', '.css', '.json', '.webmanifest', '.svg', '.wasm', '.csv']);

/**
 * Serves a built folder on this machine only.
 * @param {string} folder what to serve
 * @param {{ port?: number, headers?: Record<string, string>, base?: string }} options port 0 = any free one; headers: Lathe's own unless given
 *   (a plain host sends none); base: the path the folder is mounted under
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} rejects with code EADDRINUSE when the port is taken
 */
export function serve(folder, { port = 0, headers = pageHeaders, base = '/' } = {}) {
  const server = createServer((request, response) => answer(folder, base, headers, request, response));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const close = () => new Promise((done) => (server.closeAllConnections(), server.close(done)));
      resolve({ url: `http://localhost:${server.address().port}${base}`, close });
    });
  });
}

function answer(folder, base, headers, request, response) {
  const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  const file = path.startsWith(base) ? join(folder, normalize(`/${path.slice(base.length)}`)) : folder;
  const found = [file, join(file, 'index.html')].find((candidate) => isFile(candidate));
  if (!found || !(found + sep).startsWith(folder + sep)) {
    response.writeHead(404, { ...headers, 'Content-Type': 'text/plain' }).end('Not found');
    return;
  }
  const packed = PACKABLE.has(extname(found)) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') ? pack(found) : undefined;
  response.writeHead(200, {
    ...headers,
    'Content-Type': TYPES[extname(found)] ?? 'application/octet-stream',
    'Cache-Control': 'no-cache',
    Vary: 'Accept-Encoding',
    'Content-Length': packed?.length ?? statSync(found).size,
    ...(packed ? { 'Content-Encoding': 'gzip' } : {})
  });
  if (request.method === 'HEAD') response.end();
  else if (packed) response.end(packed);
  else createReadStream(found).pipe(response);
}

const packedFiles = new Map();

/** A file as gzip, packed once for as long as it is the same file. */
function pack(path) {
  const { mtimeMs, size } = statSync(path);
  const key = `${path} ${mtimeMs} ${size}`;
  if (!packedFiles.has(key)) packedFiles.set(key, gzipSync(readFileSync(path)));
  return packedFiles.get(key);
}

const isFile = (path) => {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
};
