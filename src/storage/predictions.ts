import { unknownId } from '../core/errors/anywhere.ts';
import type { Database } from './database.ts';
import { predictionKind, requestKind } from './records/deployment.ts';
import type { Storage } from './storage.ts';

/** The logs of the deployments, in the order of time. */
export function createPredictions(db: Database): Storage['predictions'] {
  const { predictions, requests } = db.stores;
  return {
    addAll: (records) =>
      db.write(['deployments', 'predictions'], async () => {
        for (const name of new Set(records.map((record) => record.deployment))) await requireDeployment(db, name);
        await predictions.bulkAdd(records.map(predictionKind.check));
      }),
    list: (deployment, since = -Infinity) =>
      db.read(['predictions'], () =>
        predictions.where('[deployment+at]').between([deployment, since], [deployment, Infinity], true, true).toArray()
      ),
    named: (deployment, ids) =>
      db.read(['predictions'], () =>
        predictions
          .where('[deployment+id]')
          .anyOf(ids.map((id) => [deployment, id]))
          .toArray()
      ),
    setActuals: (deployment, actuals) =>
      db.write(['predictions'], async () => {
        let joined = 0;
        for (const { id, actual } of actuals) {
          const changed = await predictions.where('[deployment+id]').equals([deployment, id]).modify({ actual });
          if (changed > 0) joined++;
        }
        return joined;
      }),
    addRequest: (request) =>
      db.write(['deployments', 'requests'], async () => {
        await requireDeployment(db, request.deployment);
        await requests.add(requestKind.check(request));
      }),
    requests: (deployment, since = -Infinity) =>
      db.read(['requests'], () =>
        requests.where('[deployment+at]').between([deployment, since], [deployment, Infinity], true, true).toArray()
      )
  };
}

/** A late answer must not leave a log behind after its deployment was removed. @throws LatheError `unknown-id` */
async function requireDeployment(db: Database, name: string): Promise<void> {
  if (await db.stores.deployments.get(name)) return;
  throw unknownId('deployment', name, await db.stores.deployments.toCollection().primaryKeys());
}
