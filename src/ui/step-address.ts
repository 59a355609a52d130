import type { StepId } from '../app/overview.ts';

export const stepAddress = (projectId: string, step: StepId): string => `#/p/${encodeURIComponent(projectId)}/${step}`;
