import { createRegistry } from '../../../core/registry.ts';
import { dataQuestions } from './data-questions.ts';
import { infrastructureQuestions } from './infrastructure-questions.ts';
import { modelQuestions } from './model-questions.ts';
import { monitoringQuestions } from './monitoring-questions.ts';
import type { AuditQuestion } from './question-type.ts';

/** The 28 questions of the self-audit, seven in each of four sections. */
export const auditQuestions = createRegistry<AuditQuestion>('audit question', [
  ...dataQuestions,
  ...modelQuestions,
  ...infrastructureQuestions,
  ...monitoringQuestions
]);
