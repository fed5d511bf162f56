const single = new Set(['meta', 'br', 'hr', 'img', 'input', 'link']);

/** What is wrong with the nesting of a text of HTML or SVG: elements left open, or closed out of turn. */
export function unclosedElements(text: string): readonly string[] {
  const open: string[] = [];
  const faults: string[] = [];
  const body = text.replace(/<(script|style)>.*?<\/\1>/gs, '').replace(/<!DOCTYPE[^>]*>/, '');
  for (const [, slash, name = '', rest = ''] of body.matchAll(/<(\/?)([a-z][a-z0-9]*)((?:[^<>"]|"[^"<>]*")*)>/gi)) {
    if (slash === '/') {
      const last = open.pop();
      if (last !== name) faults.push(`${name} closes ${last ?? 'nothing'}`);
    } else if (!rest.endsWith('/') && !single.has(name)) open.push(name);
  }
  const tags = body.match(/</g)?.length ?? 0;
  const read = body.match(/<(\/?)([a-z][a-z0-9]*)((?:[^<>"]|"[^"<>]*")*)>/gi)?.length ?? 0;
  if (tags !== read) faults.push(`${tags - read} brackets that open no element`);
  return [...faults, ...open];
}
