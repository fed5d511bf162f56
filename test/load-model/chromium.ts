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

type Answer = Readonly<Record<string, unknown>>;

/** A browser with one tab, driven by its DevTools protocol. */
export interface Browser {
  /** A command of the protocol to the tab and its answer; an Error where the browser refuses it. */
  send(method: string, params?: object): Promise<Answer>;
  /** The value of an expression, awaited, which JSON must be able to hold; an Error where it throws. */
  evaluate(expression: string): Promise<unknown>;
  /** Goes to an address and waits until all of it is there. */
  open(url: string): Promise<void>;
  end(): Promise<void>;
}

/** What the `pre` of a page says once it says something. */
export function textOfPage(chromium: string, folder: string, url: string): Promise<string> {
  return answerOfPage(chromium, folder, url, "document.querySelector('pre')?.textContent ?? ''");
}

/** What an expression gives on a page once that is a text with something in it, or what the page complains of. */
export async function answerOfPage(chromium: string, folder: string, url: string, expression: string): Promise<string> {
  const browser = await startBrowser(chromium, folder);
  try {
    await browser.send('Page.navigate', { url });
    return await until(async () => {
      const value = await browser.evaluate(expression);
      return typeof value === 'string' && value !== '' ? value : undefined;
    });
  } finally {
    await browser.end();
  }
}

/** Starts a browser over a pipe: no port, and `--dump-dom` is missing from small builds. Its profile goes into `folder`. */
export async function startBrowser(chromium: string, folder: string): Promise<Browser> {
  const child = spawn(chromium, [...flags, `--user-data-dir=${join(folder, 'profile')}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise((resolve) => child.once('close', resolve));
  const end = async (): Promise<void> => {
    child.kill('SIGKILL');
    await closed;
  };
  try {
    const command = devTools(child.stdio[3] as Writable, child.stdio[4] as Readable);
    const { targetId } = await command('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await command('Target.attachToTarget', { targetId, flatten: true });
    const send: Browser['send'] = (method, params = {}) => command(method, params, String(sessionId));
    const evaluate: Browser['evaluate'] = async (expression) => {
      const asked = { expression, returnByValue: true, awaitPromise: true };
      const { result, exceptionDetails } = await send('Runtime.evaluate', asked);
      if (exceptionDetails !== undefined) throw new Error(`the page throws: ${JSON.stringify(exceptionDetails)}`);
      return (result as { readonly value?: unknown }).value;
    };
    const open: Browser['open'] = async (url) => {
      await send('Page.navigate', { url });
      const isThere = `document.readyState === 'complete' && location.href.startsWith(${JSON.stringify(url)})`;
      await until(async () => ((await evaluate(isThere)) === true ? true : undefined));
    };
    return { send, evaluate, open, end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
type Send = (method: string, params: object, sessionId?: string) => Promise<Answer>;

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
