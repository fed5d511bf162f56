import type { Callers } from './callers.ts';
import type { Session } from './command.ts';
import { type Edge, writeEvent, writeLines } from './edge.ts';
import { findProjectFolder } from './find-project-folder.ts';
import { type Arguments, textOption } from './parse-arguments.ts';
import type { Progress } from './progress/progress.ts';
import { printable } from './render/printable.ts';

/** Binds a command to its streams, its person and its project. */
export function makeSession(
  edge: Edge,
  args: Arguments,
  callers: Callers,
  progress: Progress,
  signal: AbortSignal,
): Session {
  const { io } = edge;
  const actorName = textOption(args, 'as') ?? (io.env.TEND_ACTOR || io.userName);
  return {
    args,
    io,
    callers,
    isJson: edge.isJson,
    actorName,
    signal,
    folder: () => findProjectFolder(io.cwd, textOption(args, 'project')),
    emit: (event) => writeEvent(edge, event),
    async open(folder) {
      progress.wait('opening');
      const project = await callers.openProject(folder, {
        actor: { name: actorName, knownBy: 'claimed' },
        signal,
        onEvent: (event) => {
          writeEvent(edge, event);
          progress.show(printable(event));
        },
      });
      progress.wait('working');
      return project;
    },
    print(lines) {
      progress.stop();
      if (!edge.isJson) writeLines(io.stdout, lines(edge.out));
    },
    remark(lines) {
      progress.stop();
      if (!edge.isJson && !edge.isQuiet) writeLines(io.stderr, lines(edge.err));
    },
  };
}
