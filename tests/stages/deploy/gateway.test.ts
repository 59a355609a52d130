import { expect, test } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import { packageDamaged } from '../../../src/core/errors/packaging.ts';
import type { PlainRow } from '../../../src/predict/rows.ts';
import { createScorer } from '../../../src/predict/scorer.ts';
import type {
  GatewayDeployment,
  GatewayDeps,
  LoggedPrediction,
  LoggedRequest,
  Prediction
} from '../../../src/stages/deploy/deployment-type.ts';
import { createGateway } from '../../../src/stages/deploy/gateway.ts';
import { isSameText } from '../../../src/stages/deploy/guard.ts';
import { predictRows } from '../../../src/stages/deploy/predict-rows.ts';
import type { GatewayRequest } from '../../../src/stages/deploy/problem-json.ts';
import { classPackage, numberPackage } from '../../predict/test-packages.ts';

const row = { age: 42, sex: 'm', member: true, since: '2009-05-01' };
const packages: Record<string, ReturnType<typeof classPackage>> = {
  'titanic@1': classPackage(),
  'titanic@2': classPackage({ threshold: 0.001 }),
  'price@1': numberPackage()
};

function house(change: Partial<GatewayDeployment> = {}) {
  const deployment: GatewayDeployment = {
    name: 'titanic',
    model: 'titanic@1',
    split: null,
    rateLimitPerMinute: null,
    token: null,
    logShare: 1,
    createdAt: 5,
    ...change
  };
  const log: LoggedPrediction[] = [];
  const requests: LoggedRequest[] = [];
  const shadowErrors: unknown[] = [];
  const time = { now: 1000 };
  const rng = createRng(3);
  let ids = 0;
  const resolve = async (model: string) => {
    if (!packages[model]) throw packageDamaged(model);
    return {
      scorer: createScorer(packages[model]),
      asWritten: (rows: readonly PlainRow[]) => ({ rows, problems: [] }),
      name: model.split('@')[0]!,
      version: Number(model.split('@')[1])
    };
  };
  const deps: GatewayDeps = {
    list: async () => [{ deployment, resolve }],
    find: async (name) => (name === deployment.name ? { deployment, resolve } : undefined),
    now: () => time.now,
    clock: () => (time.now += 0.25),
    rng,
    newId: () => `id-${++ids}`,
    log: async (predictions) => void log.push(...predictions),
    logRequest: async (request) => void requests.push(request),
    answeredBy: async (_name, ids) =>
      new Map(log.filter(({ id }) => ids.includes(id)).map(({ id, model, version }) => [id, `${model}@${version}`])),
    setActuals: async (_name, labels) => labels.filter(({ id }) => log.some((entry) => entry.id === id)).length,
    shadowFailed: (_name, error) => void shadowErrors.push(error)
  };
  const handle = createGateway(deps);
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const request: GatewayRequest = {
      method,
      path,
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body ?? null)
    };
    const response = await handle(request);
    return {
      ...response,
      json: JSON.parse(response.body) as Record<string, never> & {
        predictions: Prediction[];
        errors: { pointer: string; detail: string }[];
      }
    };
  };
  const predict = (rows: unknown, headers?: Record<string, string>) =>
    call('POST', `/api/v1/models/${encodeURIComponent(deployment.name)}/predict`, { rows }, headers);
  return { deps, deployment, log, requests, shadowErrors, time, call, predict, resolve };
}

test('rows are answered, and each answer is logged', async () => {
  const { predict, log, requests } = house();
  const { status, headers, json } = await predict([row, {}]);
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('application/json');
  expect(json.predictions[0]).toEqual({
    id: 'id-1',
    model: 'titanic',
    version: 1,
    prediction: false,
    probabilities: { no: expect.any(Number) as number, yes: expect.any(Number) as number },
    latencyMs: expect.any(Number) as number
  });
  expect(log).toHaveLength(2);
  expect(log[0]).toMatchObject({
    id: 'id-1',
    deployment: 'titanic',
    shadow: false,
    row: { age: 42, sex: 'm', member: 'yes', since: Date.UTC(2009, 4, 1) },
    prediction: false,
    actual: null
  });
  expect(requests).toMatchObject([{ status: 200, rows: 2, deployment: 'titanic' }]);
  expect(requests[0]!.latencyMs).toBeGreaterThan(0);
});

test('a number is answered with its interval, an odd row with warnings', async () => {
  const { predict } = house({ model: 'price@1' });
  const { json } = await predict([{ ...row, sex: 'new' }]);
  expect(json.predictions[0]).toMatchObject({
    interval: [expect.any(Number), expect.any(Number)],
    warnings: [expect.stringContaining('new')]
  });
});

test('without HTTP the answers are the same', async () => {
  const one = house();
  const other = house();
  const { json } = await one.predict([row]);
  expect(await predictRows(other.deps, { deployment: other.deployment, resolve: other.resolve }, [row])).toEqual(json.predictions);
  await expect(predictRows(other.deps, { deployment: other.deployment, resolve: other.resolve }, [{ age: 'x' }])).rejects.toMatchObject({
    code: 'rows-invalid'
  });
});

test('what can not be answered is refused as problem+json, with the place of each error', async () => {
  const { predict, log, requests } = house();
  const { status, headers, json } = await predict([row, { age: 'old', 'a/b': 1 }, null]);
  expect(status).toBe(422);
  expect(headers['content-type']).toBe('application/problem+json');
  expect(json).toMatchObject({
    type: 'about:blank',
    title: expect.any(String) as string,
    status: 422,
    detail: expect.any(String) as string
  });
  expect(json.errors.map(({ pointer }) => pointer)).toEqual(['/rows/2', '/rows/1/age']);
  expect(log).toEqual([]);
  expect(requests).toMatchObject([{ status: 422, rows: 3 }]);
});

test.each([
  ['GET', '/api/v1/models/none', undefined, 404],
  ['GET', '/api/v1/other', undefined, 404],
  ['GET', '/api/v1/models/titanic/nothing', undefined, 404],
  ['GET', '/api/v1/models/%E0%A4%A', undefined, 404],
  ['GET', '/api/v1/models/titanic/predict', undefined, 405],
  ['DELETE', '/api/v1/models/titanic', undefined, 405],
  ['POST', '/api/v1/models', {}, 405],
  ['POST', '/api/v1/models/titanic/predict', '{"rows": [', 400],
  ['POST', '/api/v1/models/titanic/predict', {}, 422],
  ['POST', '/api/v1/models/titanic/predict', [], 422],
  ['POST', '/api/v1/models/titanic/predict', { rows: {} }, 422],
  ['POST', '/api/v1/models/titanic/predict', { rows: [] }, 422],
  ['POST', '/api/v1/models/titanic/predict', 'null', 422],
  ['POST', '/api/v1/models/titanic/predict', { rows: new Array(10_001).fill({}) }, 413],
  ['POST', '/api/v1/models/titanic/predict', `{"rows": [], "x": "${'x'.repeat(5 * 1024 * 1024)}"}`, 413],
  ['POST', '/api/v1/models/titanic/feedback', { labels: [{ id: 1, actual: 1 }] }, 422],
  ['POST', '/api/v1/models/titanic/feedback', { labels: [{ id: 'x', actual: {} }] }, 422]
])('%s %s is refused', async (method, path, body, status) => {
  const answer = await house().call(method, path, body);
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(answer.json).toMatchObject({ status, title: expect.any(String) as string, detail: expect.any(String) as string });
});

test('a method that is not for an address is told which is', async () => {
  expect((await house().call('GET', '/api/v1/models/titanic/predict')).headers['allow']).toBe('POST');
});

test('a body that is not said to be JSON is refused', async () => {
  expect((await house().predict([row], { 'content-type': 'text/csv' })).status).toBe(415);
  expect((await house().predict([row], { 'content-type': 'Application/JSON; charset=utf-8' })).status).toBe(200);
});

test('a deployment with a token answers nobody without it, on any route', async () => {
  const { predict, call } = house({ token: 'geheim-ü' });
  const refused = await predict([row]);
  expect(refused.status).toBe(401);
  expect(refused.headers['www-authenticate']).toBe('Bearer');
  for (const wrong of ['Bearer geheim', 'Bearer geheim-üü', 'Bearer ', 'Basic geheim-ü', 'geheim-ü'])
    expect((await predict([row], { authorization: wrong })).status).toBe(401);
  expect((await predict([row], { authorization: 'Bearer geheim-ü' })).status).toBe(200);
  expect((await call('GET', '/api/v1/models/titanic')).status).toBe(401);
  expect((await call('GET', '/api/v1/models')).body).not.toContain('geheim');
});

test('texts are compared whole', () => {
  expect(isSameText('abc', 'abc')).toBe(true);
  for (const other of ['', 'ab', 'abcd', 'abx', 'abcabc']) expect(isSameText(other, 'abc')).toBe(false);
  expect(isSameText('', '')).toBe(true);
  expect(isSameText('a', '')).toBe(false);
});

test('no more requests a minute than allowed, and it is said when to come again', async () => {
  const { predict, time } = house({ rateLimitPerMinute: 2 });
  expect([(await predict([row])).status, (await predict([row])).status]).toEqual([200, 200]);
  const refused = await predict([row]);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(50);
  time.now += 60_000;
  expect((await predict([row])).status).toBe(200);
});

test.each(['canary', 'ab'] as const)('a %s split answers its share with the other version', async (mode) => {
  const { predict, log } = house({ split: { model: 'titanic@2', share: 0.3, mode } });
  for (let i = 0; i < 300; i++) await predict([row]);
  const other = log.filter(({ version }) => version === 2);
  expect(other.length).toBeGreaterThan(60);
  expect(other.length).toBeLessThan(120);
  expect(other.every(({ prediction, shadow }) => prediction === true && !shadow)).toBe(true);
});

test('a shadow answers the same rows, is logged, and never returned', async () => {
  const { predict, log } = house({ split: { model: 'titanic@2', share: 1, mode: 'shadow' } });
  const { json } = await predict([row]);
  expect(json.predictions).toMatchObject([{ version: 1, prediction: false }]);
  expect(log.map(({ version, shadow, prediction }) => [version, shadow, prediction])).toEqual([
    [1, false, false],
    [2, true, true]
  ]);
});

test('a shadow that fails leaves the answer as it is and is told of', async () => {
  const { predict, shadowErrors } = house({ split: { model: 'gone@9', share: 1, mode: 'shadow' } });
  expect((await predict([row])).status).toBe(200);
  expect(shadowErrors).toMatchObject([{ code: 'package-damaged' }]);
});

test('only the share of answers that is wanted is logged', async () => {
  const { predict, log } = house({ logShare: 0.25 });
  await predict(Array.from({ length: 400 }, () => row));
  expect(log.length).toBeGreaterThan(60);
  expect(log.length).toBeLessThan(140);
  const none = house({ logShare: 0 });
  await none.predict([row]);
  expect(none.log).toEqual([]);
});

test('a model that is gone is a 500 with the reason, not a crash', async () => {
  const { status, json } = await house({ model: 'gone@9' }).predict([row]);
  expect(status).toBe(500);
  expect(json.errors).toHaveLength(1);
});

test('late labels are joined to their predictions', async () => {
  const { predict, call } = house();
  const { json } = await predict([row]);
  const tell = (...labels: { id: string; actual: unknown }[]) => call('POST', '/api/v1/models/titanic/feedback', { labels });
  expect((await tell({ id: json.predictions[0]!.id, actual: true })).json).toEqual({ joined: 1, unknown: 0 });
  const refused = await tell({ id: json.predictions[0]!.id, actual: false }, { id: 'nobody', actual: false });
  expect(refused.status).toBe(422);
  expect(refused.json).toMatchObject({ detail: expect.stringContaining('1 names no answer of “titanic” (“nobody”)') as unknown });
});

test('of a deployment that logs only a share, labels of answers that were not logged are left out and counted', async () => {
  const { predict, call } = house({ logShare: 0.999 });
  const { json } = await predict([row]);
  const labels = [{ id: json.predictions[0]!.id, actual: true }, { id: 'not logged', actual: false }]; // prettier-ignore
  expect((await call('POST', '/api/v1/models/titanic/feedback', { labels })).json).toEqual({ joined: 1, unknown: 1 });
});

test('the list, the description and the OpenAPI document tell what the model takes', async () => {
  const { call } = house({ name: 'my model/ü', token: null });
  const list = await call('GET', '/some/folder/api/v1/models/');
  expect(list.json).toMatchObject({ models: [{ name: 'my model/ü', url: '/api/v1/models/my%20model%2F%C3%BC' }] });
  const about = await call('GET', '/api/v1/models/my%20model%2F%C3%BC?x=1');
  expect(about.json).toMatchObject({
    task: 'classification',
    resolved: { version: 1 },
    inputs: [{ name: 'age' }, { name: 'sex' }, { name: 'member' }, { name: 'since' }]
  });
  const { json } = await call('GET', '/api/v1/models/my%20model%2F%C3%BC/openapi.json');
  const document = json as unknown as {
    openapi: string;
    paths: Record<string, unknown>;
    components: { schemas: Record<string, { properties: Record<string, unknown> }> };
  };
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toEqual([
    '/api/v1/models/my%20model%2F%C3%BC/predict',
    '/api/v1/models/my%20model%2F%C3%BC/feedback'
  ]);
  expect(document.components.schemas['Row']!.properties).toMatchObject({
    age: { type: ['number', 'null'] },
    sex: { type: ['string', 'null'] },
    member: { type: ['boolean', 'null'] }
  });
  const used = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1]!);
  expect(used.every((name) => name in document.components.schemas)).toBe(true);
});
