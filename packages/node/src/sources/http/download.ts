import { createWriteStream } from 'node:fs';
import { type IncomingMessage, type RequestOptions, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { Problem, sourceName } from '@tend/protocol';
import { gunzip } from '../files/gunzip.ts';
import { formatBytes } from '../format-bytes.ts';
import type { ReadLimits } from '../read-limits.ts';
import { beyondLimit, unreachable } from '../source-problem.ts';

export interface Address {
  readonly url: string;
  /** The environment variable that holds the Authorization header. */
  readonly authorization?: string | undefined;
}

export interface Downloaded {
  /** Without user, password and parameters. */
  readonly name: string;
  readonly path: string;
  /** As the server says, without parameters; empty where it says nothing. */
  readonly contentType: string;
}

/** At most this many redirects are followed. */
const mostRedirects = 5;
/** A server that sends nothing for so long is given up. */
const silenceMs = 60_000;

/**
 * Fetches an address into a file. Redirects are followed, never from https to http, and the Authorization header goes to
 * the host of the address only. TND-1004 for any other answer than 200, for a web page, and for a transfer that ends too
 * early; TND-1201 for more than the limit.
 */
export async function download(
  address: Address,
  environment: NodeJS.ProcessEnv,
  path: string,
  limits: ReadLimits,
  options: { readonly silenceMs?: number } = {},
): Promise<Downloaded> {
  const name = sourceName(address.url);
  const authorization = headerOf(name, address.authorization, environment);
  const origin = new URL(address.url).origin;
  let url = new URL(address.url);
  for (let redirects = 0; ; redirects++) {
    const headers = {
      accept: '*/*',
      // What is packed on the way would only be unpacked here.
      'accept-encoding': 'identity',
      'user-agent': 'tend',
      ...(authorization !== undefined && url.origin === origin && { authorization }),
    };
    const response = await answerOf(name, url, { headers, timeout: options.silenceMs ?? silenceMs });
    try {
      const to = redirectOf(response);
      if (to === undefined) {
        checkAnswer(name, response);
        await save(name, response, path, limits);
        const contentType = (response.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
        return { name, path, contentType };
      }
      if (redirects === mostRedirects) throw refused(name, `more than ${mostRedirects} redirects`);
      url = nextUrl(name, url, to);
    } finally {
      response.destroy();
    }
  }
}

function headerOf(name: string, variable: string | undefined, environment: NodeJS.ProcessEnv): string | undefined {
  if (variable === undefined) return undefined;
  const header = environment[variable];
  if (header !== undefined && /^[\x20-\x7e]+$/.test(header)) return header;
  const came = header === undefined || header === '' ? 'is not set' : 'holds what no header can hold';
  throw unreachable(name, `the environment variable ${variable} ${came}`, {
    expected: `the Authorization header in ${variable}`,
    next: [`set it where you start tend: ${variable}="Bearer ..."`],
  });
}

function answerOf(name: string, url: URL, options: RequestOptions): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestSecure : requestPlain;
  return new Promise((resolve, reject) => {
    const asked = request(url, options, resolve);
    asked.on('timeout', () => asked.destroy(Object.assign(new Error('silence'), { code: 'ETIMEDOUT' })));
    asked.on('error', (error) => reject(refused(name, faultOf(error), error)));
    asked.end();
  });
}

function redirectOf({ statusCode, headers }: IncomingMessage): string | undefined {
  return [301, 302, 303, 307, 308].includes(statusCode ?? 0) ? headers.location : undefined;
}

function nextUrl(name: string, from: URL, to: string): URL {
  const url = URL.parse(to, from.href);
  if (url === null || !/^https?:$/.test(url.protocol)) throw refused(name, 'a redirect to what is no web address');
  if (from.protocol === 'https:' && url.protocol === 'http:')
    throw refused(name, 'a redirect from https to http, which anyone on the way could read and change');
  return url;
}

function checkAnswer(name: string, { statusCode, statusMessage, headers }: IncomingMessage): void {
  if (statusCode !== 200) throw refused(name, `the answer ${statusCode} ${statusMessage ?? ''}`.trim());
  if (/^text\/html\b/i.test(headers['content-type'] ?? ''))
    throw refused(name, 'a web page, perhaps one that asks to log in');
  const encoding = headers['content-encoding'] ?? 'identity';
  if (!/^(identity|(x-)?gzip)$/i.test(encoding))
    throw refused(name, `bytes packed as ${encoding}, which was not asked for`);
}

async function save(name: string, response: IncomingMessage, path: string, limits: ReadLimits): Promise<void> {
  const announced = Number(response.headers['content-length'] ?? 0);
  if (announced > limits.totalBytes) throw beyondLimit(name, 'totalBytes', limits);
  let receivedBytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const block of response as AsyncIterable<Uint8Array>) {
      receivedBytes += block.length;
      if (receivedBytes > limits.totalBytes) throw beyondLimit(name, 'totalBytes', limits);
      yield block;
    }
  }
  const isPacked = /gzip/i.test(response.headers['content-encoding'] ?? '');
  try {
    await pipeline(
      isPacked ? gunzip(name, counted(), limits) : counted(),
      createWriteStream(path, { flags: 'wx', mode: 0o600 }),
    );
  } catch (error) {
    if (error instanceof Problem) throw error;
    const of = announced > 0 ? ` of ${formatBytes(announced)}` : '';
    throw refused(name, `${faultOf(error)} after ${formatBytes(receivedBytes)}${of}`, error);
  }
}

const faults: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at that address',
  ECONNRESET: 'the server broke off',
  EHOSTUNREACH: 'there is no way to that host',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  EPIPE: 'the server broke off',
  ETIMEDOUT: 'the server does not answer',
  CERT_HAS_EXPIRED: 'the certificate of the server has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate of the server is signed by itself',
};

function faultOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return faults[code] ?? (code === '' ? 'the server broke off' : `the transfer failed (${code})`);
}

function refused(name: string, came: string, cause?: unknown): Problem {
  return unreachable(
    name,
    came,
    { expected: 'an answer with status 200 and the data', next: ['check the address, and that you may read it'] },
    cause,
  );
}
