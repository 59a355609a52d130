import { readFileSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { VitePWA } from 'vite-plugin-pwa';
import { contentPolicy, pageHeaders } from './tools/headers.js';
import { chromiumFlags, findChromium } from './tools/chromium.js';
import { assemblyScript } from './tools/assembly-script.js';
import { predictRuntime } from './tools/predict-runtime.js';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as { version: string };
const chromium = findChromium() ?? '/usr/bin/chromium';

const hotLoops = ['tests/{kernels,stages/ingest}/**/*.test.ts'];

/** The content policy in the page itself, for hosts that send no headers. At build only: the development server injects scripts. */
function policyInPage(): Plugin {
  const meta = {
    tag: 'meta',
    attrs: { 'http-equiv': 'Content-Security-Policy', content: contentPolicy },
    injectTo: 'head-prepend'
  } as const;
  return { name: 'lathe-content-policy', apply: 'build', transformIndexHtml: () => [meta] };
}

export default defineConfig({
  base: './',
  define: { __LATHE_VERSION__: JSON.stringify(version) },
  plugins: [
    svelte(),
    policyInPage(),
    predictRuntime(),
    assemblyScript(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'workers',
      filename: 'service-worker.ts',
      registerType: 'prompt',
      injectRegister: false,
      manifest: false,
      injectManifest: {
        globPatterns: ['**/*.{js,css,html,svg,png,woff2,wasm,csv,zip,webmanifest,json}'],
        maximumFileSizeToCacheInBytes: 4 * 1024 * 1024
      }
    })
  ],
  worker: { format: 'es', plugins: () => [predictRuntime(), assemblyScript()] },
  build: { target: 'es2023', chunkSizeWarningLimit: 900, assetsInlineLimit: 0 },
  server: { headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' } },
  preview: { headers: pageHeaders, port: 4173, strictPort: false },
  test: {
    // A loaded machine is slow, not wrong.
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 60_000,
    // Tests of numbers wait for nothing: as many at once as there are cores.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/{browser,e2e,bench}/**', ...hotLoops],
          // Modules are read once a worker and not once a file: there is little state in them, and reading them took longer than the tests.
          isolate: false,
          testTimeout: 60_000
        }
      },
      {
        extends: true,
        // What goes over the same bytes again and again is twice as fast in a worker that has run nothing else.
        test: { name: 'unit-loops', environment: 'node', include: hotLoops, testTimeout: 60_000 }
      },
      {
        extends: true,
        // Found while tests run, a package makes the server load the page anew in the middle of them: all are looked for before, where the tests and the
        // workers they start name them, and the app's own page, which no test opens, is left alone.
        optimizeDeps: { entries: ['tests/browser/**/*.ts', 'workers/**/*.ts'] },
        server: { preTransformRequests: false },
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: chromium, args: chromiumFlags } }),
            instances: [{ browser: 'chromium' }]
          }
        }
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          // They wait more than they work: two browsers at a time, each with a profile and a port of its own.
          maxWorkers: 2
        }
      },
      {
        extends: true,
        test: {
          name: 'bench',
          environment: 'node',
          include: ['tests/bench/**/*.test.ts'],
          testTimeout: 1_800_000,
          hookTimeout: 600_000,
          fileParallelism: false
        }
      }
    ]
  }
});
