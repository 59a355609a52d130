import type { Plugin } from 'vite';

export interface Bundle {
  code: string;
  files: string[];
}
export interface NamedBundle extends Bundle {
  kind: 'model' | 'step';
  /** The name of its file, which is its id in camel case. */
  file: string;
}

export function buildPredictRuntime(): Promise<Bundle>;
export function buildParts(): Promise<NamedBundle[]>;
export function buildExportPage(): Promise<Bundle>;
export function predictRuntime(): Plugin;
