import { type Colour, colours, diverging, sequential } from './colours.ts';
import { contrast } from './contrast.ts';

/** Sizes of type in px over line height, and of space, in one place. */
const sizes = [
  '--label:12px/16px',
  '--interface:13px/20px',
  '--prose:15px/24px',
  '--section:18px/26px',
  '--sentence:24px/32px',
  '--title:32px/40px',
  '--space-1:4px',
  '--space-2:8px',
  '--space-3:12px',
  '--space-4:16px',
  '--space-5:24px',
  '--space-6:32px',
  '--space-7:48px',
  '--family:Inter,"Segoe UI","Helvetica Neue",Arial,"Liberation Sans",sans-serif',
  '--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace',
];

type Theme = keyof Colour;

/**
 * The custom properties of all colours and sizes: light, dark where the system or `data-theme` asks for it, the light
 * ones on paper, and the system's own colours where the reader forces theirs.
 */
export function tokenStyle(): string {
  const dark = declarations('dark');
  return [
    `:root{color-scheme:light;${sizes.join(';')};${declarations('light')}}`,
    `@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${dark}}}`,
    `@media screen{:root[data-theme=dark]{color-scheme:dark;${dark}}}`,
    // Named three times, so that it stands above the dark rules.
    `@media (forced-colors:active){:root:root:root{${forced()}}}`,
  ].join('\n');
}

/** Names of the custom properties of the steps of a scale, and of the text on them. */
export const sequentialSteps: readonly string[] = sequential.map((_, i) => `seq-${i}`);
export const divergingSteps: readonly string[] = diverging.map((_, i) => `div-${i}`);

function declarations(theme: Theme): string {
  return [
    ...Object.entries(colours).map(([name, colour]) => `--${name}:${colour[theme]}`),
    ...steps(sequential, sequentialSteps, theme),
    ...steps(diverging, divergingSteps, theme),
  ].join(';');
}

/** Each step with the text colour that stands out more on it. */
function steps(scale: readonly Colour[], names: readonly string[], theme: Theme): readonly string[] {
  return scale.flatMap((colour, i) => {
    const step = colour[theme];
    const [ink, paper] = [colours.sunken.dark, colours.surface.light];
    return [`--${names[i]}:${step}`, `--on-${names[i]}:${contrast(ink, step) >= contrast(paper, step) ? ink : paper}`];
  });
}

/** Steps of a scale cannot be forced to two colours: cells lose their fill and keep their numbers and edges. */
function forced(): string {
  const ground = [
    'page',
    'surface',
    'sunken',
    'accent-tint',
    'passes-tint',
    'fails-tint',
    'warns-tint',
    'unknown-tint',
  ];
  const cells = [...sequentialSteps, ...divergingSteps];
  return [
    ...Object.keys(colours).map((name) => `--${name}:${ground.includes(name) ? 'Canvas' : 'CanvasText'}`),
    ...cells.flatMap((name) => [`--${name}:Canvas`, `--on-${name}:CanvasText`]),
    '--accent:LinkText',
    '--hairline:GrayText',
  ].join(';');
}
