import { tellStory } from '../../stages/report/tell-story.ts';
import { writeReport } from '../../stages/report/write-report.ts';
import type { GoverningVerbs } from '../api/governing.ts';
import type { ReportKind, SharingVerbs } from '../api/sharing.ts';
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
  const { storage } = services;
  return {
    async report(kind, { model, format = 'html' } = {}) {
      const facts = await readReportFacts(services, projectId, model);
      const { text, mime } = writeReport(kind, format, facts);
      const about = facts.version ? `${facts.version.name}@${facts.version.version}` : null;
      await noteDocument(services, projectId, { kind, format, about });
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

interface DocumentNote {
  readonly kind: ReportKind;
  readonly format: string;
  /** "name@version" of the model it describes; null without one. */
  readonly about: string | null;
}

/** That a document was made, and of which version. Looking at it again is no news: a page that is woken by each change would look for ever. */
async function noteDocument({ storage, now }: Services, projectId: string, { kind, format, about }: DocumentNote): Promise<void> {
  const key = `document:${projectId}:${kind}:${format}`;
  const known = (await storage.results.find(key, projectId))?.value as DocumentNote | undefined;
  if (known?.about === about) return;
  await storage.results.put({ key, projectId, kind: 'document', value: { kind, format, about }, createdAt: now() });
}
