import { Problem, type ProblemDetail } from '@tend/protocol';
import { httpStatus } from '../http-status.ts';
import { RefusedRequest } from './refused-request.ts';

/** What a client is told. */
export interface Failure {
  readonly status: number;
  readonly problem: Problem;
}

/** Fastify's own refusals, in our words: its sentences, like those of JSON.parse, may quote the body. */
const refusals: Readonly<Record<string, ProblemDetail>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { message: 'the body is too large', next: ['send fewer rows a request'] },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    message: 'the body has a media type that is not read here',
    expected: 'application/json',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: { message: 'the body is empty', expected: 'a JSON object' },
  FST_ERR_CTP_INVALID_JSON_BODY: {
    message: 'the body is not valid JSON',
    expected: 'JSON (a missing value is null; NaN and Infinity are none)',
  },
};

/** What went wrong as a client may know it: a 500 carries neither data nor a stack. */
export function failureOf(error: unknown): Failure {
  if (error instanceof RefusedRequest) return { status: error.status, problem: error };
  if (error instanceof Problem) {
    const status = httpStatus[error.code];
    if (error.category !== 'internal') return { status, problem: error };
    return { status, problem: new Problem(error.code, { message: 'the server cannot answer; its log says why' }) };
  }
  const { status, code } = fastifyRefusal(error);
  if (status !== undefined) {
    const detail = refusals[code] ?? { message: 'the request cannot be read' };
    return { status, problem: new Problem('TND-1009', detail) };
  }
  return { status: 500, problem: new Problem('TND-9001', { message: 'the server failed; its log says why' }) };
}

/** A problem as one sentence, for faces whose protocol has room for no more. */
export function sentenceOf({ detail }: Problem): string {
  const expected = detail.expected === undefined ? '' : `: expected ${detail.expected}`;
  const came = detail.came === undefined ? '' : `, came ${detail.came}`;
  return `${detail.message}${expected}${came}`;
}

function fastifyRefusal(error: unknown): { status: number | undefined; code: string } {
  if (!(error instanceof Error && 'statusCode' in error && 'code' in error)) return { status: undefined, code: '' };
  const { statusCode, code } = error;
  if (typeof statusCode !== 'number' || typeof code !== 'string') return { status: undefined, code: '' };
  const isRefusal = statusCode >= 400 && statusCode < 500 && code.startsWith('FST_');
  return { status: isRefusal ? statusCode : undefined, code };
}
