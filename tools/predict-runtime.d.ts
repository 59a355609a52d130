import type { Plugin } from 'vite';

export function buildPredictRuntime(): Promise<{ code: string; files: string[] }>;
export function buildFormulaRuntime(): Promise<{ code: string; files: string[] }>;
export function buildExportPage(): Promise<{ code: string; files: string[] }>;
export function predictRuntime(): Plugin;
