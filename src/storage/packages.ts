import { unknownId } from '../core/errors/anywhere.ts';
import { dataDamaged } from '../core/errors/storage.ts';
import { chunkOf, chunkStores, readChunk, storeChunks } from './chunks.ts';
import type { Database } from './database.ts';
import { requireProject } from './project-guard.ts';
import type { Storage } from './storage.ts';

export function createPackages(db: Database): Storage['packages'] {
  const { packages } = db.stores;
  return {
    async put(projectId, hash, bytes) {
      const chunk = await chunkOf(bytes);
      if (chunk.hash !== hash) throw dataDamaged('The package', hash);
      await db.write(['projects', 'packages', ...chunkStores], async () => {
        await requireProject(db, projectId);
        await storeChunks(db, [chunk]);
        const others = (await packages.get(hash))?.projectIds ?? [];
        await packages.put({ hash, projectIds: [...new Set([...others, projectId])] });
      });
    },
    async get(hash) {
      const row = await db.read(['packages'], () => packages.get(hash));
      if (!row) throw unknownId('package', hash, []);
      return readChunk(db, hash);
    }
  };
}
