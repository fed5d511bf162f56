/** What a Markdown document asks of the repository: files, links, commands. */

interface Code {
  readonly text: string;
  /** A line of a block, which people copy, rather than a name within a sentence. */
  readonly isBlock: boolean;
}

interface NamedCommand {
  /** The words after `tend`; none where only the form is shown, as in `npx --no-install tend ...`. */
  readonly words: readonly string[];
  readonly isTyped: boolean;
}

/** Names of files and folders of the repository, from its root, wherever they stand, up to a wildcard. */
export function filePathsIn(text: string): readonly string[] {
  const inFolders = /(?<![\w./@~-])(?:packages|docs|test|scripts|examples|\.ci)\/[\w./-]*/g;
  const atRoot = /(?<![\w./@~-])(?:ARCHITECTURE|CHANGELOG|CONTRIBUTING|README|LICENSE)(?:\.md)?(?![\w-])/g;
  return [...text.matchAll(inFolders), ...text.matchAll(atRoot)].map(([path]) => path.replace(/[./]+$/, ''));
}

/** Targets of links, images included. */
export function linksIn(text: string): readonly string[] {
  return [...withoutBlocks(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
}

/** The anchors of a document's headings, as GitHub makes them. */
export function headingsIn(text: string): readonly string[] {
  return [...withoutBlocks(text).matchAll(/^#+ +(.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Every invocation of our command, in blocks and within sentences. */
export function commandsIn(text: string): readonly NamedCommand[] {
  return codeIn(text).flatMap(({ text: code, isBlock }) => {
    const typed = [...code.matchAll(/(?:npm(?: --prefix \S+)? run tend --|npx --no-install tend)(?= |$)(.*)/g)];
    const named = isBlock ? [] : [...code.matchAll(/^tend (.*)/g)];
    return [
      ...typed.map(([, rest = '']) => ({ words: wordsOf(rest), isTyped: isBlock })),
      ...named.map(([, rest = '']) => ({ words: wordsOf(rest), isTyped: false })),
    ];
  });
}

/** Lines of blocks that would run whatever the bare npm name gives. */
export function bareCommandsIn(text: string): readonly string[] {
  return codeIn(text)
    .filter(({ isBlock }) => isBlock)
    .map(({ text: code }) => code.trim())
    .filter(
      (line) =>
        /^(?:[$>] +)?(?:\w+=\S* +)*(?:npx +)?tend +[a-z-]/.test(line) || /[;&|] *(?:npx +)?tend +[a-z-]/.test(line),
    );
}

function codeIn(text: string): readonly Code[] {
  const blocks = [...text.matchAll(fence)].flatMap(([, body = '']) => body.split('\n'));
  const spans = [...withoutBlocks(text).matchAll(/`([^`\n]+)`/g)];
  return [
    ...blocks.map((line) => ({ text: line, isBlock: true })),
    ...spans.map(([, span = '']) => ({ text: span, isBlock: false })),
  ];
}

const fence = /^ *```[^\n]*\n([\s\S]*?)^ *```/gm;

function withoutBlocks(text: string): string {
  return text.replace(fence, '');
}

/** The words of a shell line up to a comment, a pipe or a redirection; none where it begins with dots. */
function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  for (const [word, single, double] of line.matchAll(/'([^']*)'|"([^"]*)"|[^\s'"]+/g)) {
    if (/^(?:#|\||>|<|;|&&)/.test(word)) break;
    if (word === '...') continue;
    words.push(single ?? double ?? word);
  }
  return words;
}
