import { modelNameBad } from '../../core/errors/packaging.ts';
import type { AlteredPackage, ExportFormat, PackageContents } from '../api/packaging.ts';
import type { Project } from '../api/projects.ts';
import type { Services } from '../services.ts';
import { versionOf } from './from-records.ts';
import { progressOf, signalOf } from './watch.ts';

const quick = new AbortController().signal;

/** Registered versions, their aliases, and the files made of them. */
export function registryVerbs(services: Services, projectId: string): Pick<Project, 'registry' | 'export'> {
  const { storage, trainer, now } = services;
  return {
    registry: {
      async register(runId, name, watch) {
        if (/[@:]/.test(name)) throw modelNameBad('the name of a model', name);
        const version = await trainer.run(signalOf(watch), (api) => api.register({ runId, name }, signalOf(watch), progressOf(watch)));
        return versionOf(await storage.versions.resolve(projectId, `${name}@${version}`));
      },
      async inspect(model) {
        const { hash } = await storage.versions.resolve(projectId, model);
        return (await trainer.run(quick, (api) => api.inspectPackage({ packageHash: hash }))) as PackageContents;
      },
      async alterByte(model, share) {
        const { hash } = await storage.versions.resolve(projectId, model);
        return (await trainer.run(quick, (api) => api.alterPackage({ packageHash: hash, share }))) as AlteredPackage;
      },
      list: async () => (await storage.versions.list(projectId)).map(versionOf),
      async alias(name, alias, version) {
        if (/[@:]/.test(alias)) throw modelNameBad('an alias', alias);
        await storage.versions.setAlias(projectId, name, alias, version);
        await storage.audit.append(projectId, now(), 'alias-moved', `${name}:${alias} is now version ${version}`);
      }
    },
    async export(model, format: ExportFormat, watch) {
      const made = await trainer.run(signalOf(watch), (api) =>
        api.exportModel({ projectId, model, format }, signalOf(watch), progressOf(watch))
      );
      await storage.audit.append(projectId, now(), 'model-exported', `${model} as ${format}`);
      return made;
    }
  };
}
