import type { BackendReport } from './backend-report.ts';

/** Names of renderers that use the processor in place of a GPU. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** Looks at every backend without loading TensorFlow.js. */
export async function surveyBackends(): Promise<BackendReport[]> {
  return [
    await surveyWebGpu(),
    surveyWasm(),
    surveyWebGl(),
    { id: 'cpu', usable: true, reason: 'Plain JavaScript: works everywhere, slowest.' }
  ];
}

async function surveyWebGpu(): Promise<BackendReport> {
  const id = 'webgpu';
  const gpu = (navigator as { readonly gpu?: GPU }).gpu;
  if (!gpu) return { id, usable: false, reason: 'this browser has no WebGPU' };
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return { id, usable: false, reason: 'no GPU adapter was given' };
    const { isFallbackAdapter, vendor, architecture, description } = adapter.info;
    return report(id, [vendor, architecture, description].filter(Boolean).join(' '), isFallbackAdapter);
  } catch (error) {
    return { id, usable: false, reason: `asking for a GPU failed: ${messageOf(error)}` };
  }
}

function surveyWasm(): BackendReport {
  const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  try {
    new WebAssembly.Module(empty);
    return { id: 'wasm', usable: true };
  } catch (error) {
    return { id: 'wasm', usable: false, reason: `WebAssembly is off: ${messageOf(error)}` };
  }
}

function surveyWebGl(): BackendReport {
  const id = 'webgl';
  const gl = typeof OffscreenCanvas === 'undefined' ? null : new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return { id, usable: false, reason: 'this browser gives workers no WebGL 2' };
  if (!gl.getExtension('EXT_color_buffer_float')) return { id, usable: false, reason: 'this WebGL has no floating-point textures' };
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext(); // A page may have few contexts; this one has done its work.
  return report(id, renderer);
}

function report(id: 'webgpu' | 'webgl', device: string, isFallback = false): BackendReport {
  if (!isFallback && !SOFTWARE.test(device)) return { id, usable: true, ...(device ? { reason: device } : {}) };
  return { id, usable: true, software: true, reason: `runs in software here (${device || 'no name given'}), which is slow` };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
