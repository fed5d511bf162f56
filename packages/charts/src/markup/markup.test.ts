import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coordinate, type Markup, markup, ownMarkup } from './markup.ts';

test('text is escaped in elements and in attributes, markup and lists stand', () => {
  const hostile = `"><script>alert('1')</script>&amp;`;
  expect(markup`<p title="${hostile}">${[markup`<b>${hostile}</b>`, ' ', 1 / 3]}</p>`.text).toBe(
    '<p title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;"><b>&quot;&gt;&lt;script&gt;' +
      'alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;</b> 0.3</p>',
  );
  expect(markup`${undefined}${false}${[]}`.text).toBe('');
});

test('an object that only looks like markup is refused', () => {
  const forged = JSON.parse('{"text":"<script>"}') as Markup;
  expect(() => markup`<p>${forged}</p>`).toThrow(TypeError);
});

// Halves of surrogate pairs among them. A string of the unit `binary` gives the same and takes seconds to set up.
const codePoint = fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code));

test('no text can close its element or its attribute, whatever it is', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...'<>"\'&; '), codePoint)), (characters) => {
      const text = characters.join('');
      const written = markup`${text}`.text;
      expect(written).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
      expect(written).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e]/);
      expect(written.isWellFormed()).toBe(true);
    }),
  );
});

test('coordinates are short and finite', () => {
  expect([1 / 3, -0.001, 1e6, -2.5].map(coordinate)).toEqual(['0.3', '0', '1000000', '-2.5']);
  expect(() => markup`${Number.NaN}`).toThrow('a coordinate must be finite, came NaN');
  expect(ownMarkup('<i/>').text).toBe('<i/>');
});
