import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** The Chromium that `TEND_CHROMIUM` names, else one that a distribution installed; undefined without either. */
export function findChromium(): string | undefined {
  const named = process.env.TEND_CHROMIUM;
  if (named !== undefined && !existsSync(named)) throw new Error(`TEND_CHROMIUM names ${named}, which does not exist`);
  return named ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));
}

const flags = ['--headless', '--no-sandbox', '--no-zygote', '--disable-gpu', '--remote-debugging-pipe'];

/** What the `pre` of a page says once it says something. */
export function textOfPage(chromium: string, folder: string, url: string): Promise<string> {
  return answerOfPage(chromium, folder, url, "document.querySelector('pre')?.textContent ?? ''");
}

/**
 * What an expression gives on a page once that is a text with something in it, or what the page complains of. The browser is driven by its DevTools
 * protocol over a pipe: no port, and `--dump-dom` is missing from small builds. Its profile goes into `folder`.
 */
export async function answerOfPage(chromium: string, folder: string, url: string, expression: string): Promise<string> {
  const browser = spawn(chromium, [...flags, `--user-data-dir=${join(folder, 'profile')}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise((resolve) => browser.once('close', resolve));
  try {
    const send = devTools(browser.stdio[3] as Writable, browser.stdio[4] as Readable);
    const { targetId } = await send('Target.createTarget', { url });
    const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
    const session = String(sessionId);
    for (;;) {
      const { result } = await send('Runtime.evaluate', { expression }, session);
      const { value } = result as { readonly value?: unknown };
      if (typeof value === 'string' && value !== '') return value;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    browser.kill('SIGKILL');
    await closed;
  }
}

type Send = (method: string, params: object, sessionId?: string) => Promise<Readonly<Record<string, unknown>>>;

/** Messages of JSON that end with a zero byte. */
function devTools(input: Writable, output: Readable): Send {
  const waiting = new Map<number, { resolve(result: Record<string, unknown>): void; reject(error: Error): void }>();
  let rest = '';
  output.setEncoding('utf8');
  output.on('data', (text: string) => {
    const messages = (rest + text).split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages) {
      const { id, result, error } = JSON.parse(message);
      const asked = waiting.get(id);
      if (error === undefined) asked?.resolve(result);
      else asked?.reject(new Error(`the browser refuses: ${error.message}`));
    }
  });
  const fail = (): void => {
    for (const { reject } of waiting.values()) reject(new Error('the browser ended'));
  };
  output.on('close', fail);
  input.on('error', fail);
  return (method, params, sessionId) =>
    new Promise((resolve, reject) => {
      const id = waiting.size + 1;
      waiting.set(id, { resolve, reject });
      input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
}
