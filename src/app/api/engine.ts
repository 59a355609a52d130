export interface EngineReport {
  /** Every backend tried, in order of preference, and why one is out. */
  backends: { id: 'webgpu' | 'wasm' | 'webgl' | 'cpu'; usable: boolean; reason?: string; software?: boolean }[];
  threads: number;
  crossOriginIsolated: boolean;
  storage: { persisted: boolean; quotaBytes: number; usedBytes: number };
  offlineReady: boolean;
}

export interface RequestLog {
  /** Requests to anywhere but the app's own origin. */
  readonly foreign: number;
  /** Requests for the app's own files. */
  readonly own: number;
  /** Addresses of the foreign ones. */
  readonly addresses: readonly string[];
}
