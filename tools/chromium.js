import { existsSync } from 'node:fs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
];

/** @returns the path of a Chromium or Chrome on this machine, LATHE_CHROMIUM first; undefined when there is none. */
export const findChromium = () => [process.env.LATHE_CHROMIUM, ...PLACES].find((path) => path && existsSync(path));

/** Flags for a quiet headless browser, with WebGPU on a software adapter where there is no GPU. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan'
];
