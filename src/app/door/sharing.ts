import { tellStory } from '../../stages/report/tell-story.ts';
import { writeReport } from '../../stages/report/write-report.ts';
import type { Plain } from '../../core/plain.ts';
import type { GoverningVerbs } from '../api/governing.ts';
import type { SharingVerbs } from '../api/sharing.ts';
import type { Services } from '../services.ts';
import { readLineage } from './lineage.ts';
import { readReportFacts } from './read-report-facts.ts';

/** What a project tells about itself: documents, its story, where everything came from, and what was done. */
export function sharingVerbs(
  services: Services,
  projectId: string
): SharingVerbs & {
  readonly govern: Pick<GoverningVerbs, 'auditLog'>;
} {
  const { storage, now } = services;
  return {
    async report(kind, { model, format = 'html' } = {}) {
      const facts = await readReportFacts(services, projectId, model);
      const { text, mime } = writeReport(kind, format, facts);
      const value: Plain = { kind, format, about: facts.version ? `${facts.version.name}@${facts.version.version}` : null };
      await storage.results.put({ key: `document:${projectId}:${kind}:${format}`, projectId, kind: 'document', value, createdAt: now() });
      return new Blob([text], { type: mime });
    },
    story: async () => tellStory(await readReportFacts(services, projectId)),
    lineage: () => readLineage(storage, projectId),
    govern: {
      async auditLog() {
        const entries = await storage.audit.list(projectId);
        const broken = await storage.audit.verify(projectId);
        return {
          entries: entries.map(({ seq, at, action, detail, hash }) => ({ seq, at, action, detail, hash })),
          broken: broken?.seq ?? null
        };
      }
    }
  };
}
