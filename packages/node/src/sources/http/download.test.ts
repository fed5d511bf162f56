import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { refusal } from '../../../../../test/refusal.ts';
import { defaultReadLimits } from '../read-limits.ts';
import { download } from './download.ts';

const folder = mkdtempSync(join(tmpdir(), 'tend-download-'));
afterAll(() => rmSync(folder, { recursive: true }));
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});
let count = 0;

/** A real server on a free port; its address. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

async function fetched(url: string, { limits = defaultReadLimits, environment = {}, authorization = '' } = {}) {
  const path = join(folder, `${count++}`);
  const address = { url, ...(authorization !== '' && { authorization }) };
  const { name, contentType } = await download(address, environment, path, limits, { silenceMs: 300 });
  return { name, contentType, text: readFileSync(path, 'utf8') };
}

const csv = 'a,b\n1,2\n';

test('a file is fetched, and named without what may be a secret', async () => {
  const origin = await serve((_request, response) => {
    response.setHeader('content-type', 'Text/CSV; charset=utf-8').end(csv);
  });
  expect(await fetched(`${origin}/a.csv?token=secret`)).toEqual({
    name: `${origin}/a.csv`,
    contentType: 'text/csv',
    text: csv,
  });
});

test('a server that packs its answer unasked is understood', async () => {
  const origin = await serve((request, response) => {
    expect(request.headers['accept-encoding']).toBe('identity');
    response.setHeader('content-encoding', 'gzip').end(gzipSync(csv));
  });
  expect((await fetched(origin)).text).toBe(csv);
});

test('the Authorization header goes to the host of the address, and to no other', async () => {
  const seen: (string | undefined)[] = [];
  const other = await serve((request, response) => {
    seen.push(request.headers.authorization);
    response.end(csv);
  });
  const origin = await serve((request, response) => {
    seen.push(request.headers.authorization);
    const location = request.url === '/first' ? '/second' : other;
    response.writeHead(302, { location }).end();
  });
  await fetched(`${origin}/first`, { authorization: 'AUTH', environment: { AUTH: 'Bearer secret' } });
  expect(seen).toEqual(['Bearer secret', 'Bearer secret', undefined]);
});

describe('TND-1004, and it says what came', () => {
  const cases: readonly (readonly [what: string, listener: RequestListener, came: RegExp])[] = [
    ['another status', (_, response) => response.writeHead(404).end(), /^the answer 404 Not Found$/],
    ['nothing new', (_, response) => response.writeHead(304).end(), /^the answer 304/],
    [
      'a web page',
      (_, response) => response.setHeader('content-type', 'text/html').end('<html>'),
      /^a web page, perhaps one that asks to log in$/,
    ],
    [
      'a loop of redirects',
      (_, response) => response.writeHead(301, { location: '/' }).end(),
      /^more than 5 redirects$/,
    ],
    [
      'a redirect to a file',
      (_, response) => response.writeHead(301, { location: 'file:///etc/passwd' }).end(),
      /no web/,
    ],
    [
      'packing that was not asked for',
      (_, response) => response.setHeader('content-encoding', 'br').end('x'),
      /^bytes packed as br/,
    ],
    ['a server that says nothing', () => {}, /^the server does not answer$/],
    ['a server that hangs up', (request) => request.socket.destroy(), /^the server broke off$/],
    [
      'an answer that is cut off',
      (_, response) => {
        response.writeHead(200, { 'content-length': '1000' }).write('a,b\n');
        setTimeout(() => response.destroy(), 50);
      },
      /^the server broke off after 4 bytes of 1000 bytes$/,
    ],
    [
      'an answer that stops in the middle',
      (_, response) => void response.writeHead(200, { 'content-length': '1000' }).write('a,b\n'),
      /^the server (does not answer|broke off) after 4 bytes of 1000 bytes$/,
    ],
    [
      'chunks without an end',
      (_, response) => {
        response.write('a,b\n');
        setTimeout(() => response.destroy(), 50);
      },
      /^the server broke off after 4 bytes$/,
    ],
  ];
  test.each(cases)('%s', async (_what, listener, came) => {
    const { code, detail } = await refusal(fetched(await serve(listener)));
    expect(code).toBe('TND-1004');
    expect(detail.came).toMatch(came);
  });

  test.each([[{}], [{ AUTH: '' }], [{ AUTH: 'secret\nheader' }]])(
    'no header in the variable: %j',
    async (environment) => {
      const problem = await refusal(fetched('http://127.0.0.1:1/', { authorization: 'AUTH', environment }));
      expect(problem.code).toBe('TND-1004');
      expect(JSON.stringify(problem)).not.toContain('secret');
    },
  );
});

describe('more than the limit is TND-1201', () => {
  const limits = { ...defaultReadLimits, totalBytes: 1000 };

  test('as announced, before a byte is read', async () => {
    const origin = await serve((_, response) => void response.writeHead(200, { 'content-length': '1001' }).write('a'));
    expect((await refusal(fetched(origin, { limits }))).code).toBe('TND-1201');
  });

  test('as it comes', async () => {
    const origin = await serve((_, response) => {
      for (let i = 0; i < 100; i++) response.write('a,b\n'.repeat(10));
      response.end();
    });
    expect((await refusal(fetched(origin, { limits }))).detail.message).toContain('comes to more than 1000 bytes');
  });

  test('as it unpacks', async () => {
    const origin = await serve((_, response) => {
      response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(2 ** 22)));
    });
    expect((await refusal(fetched(origin, { limits }))).detail.message).toContain('comes to more than 1000 bytes');
    const bomb = await refusal(fetched(origin, { limits: { ...defaultReadLimits, bombBytes: 2 ** 20 } }));
    expect(bomb.detail.message).toContain('unpacks to more than 1000 times its size');
  });
});
